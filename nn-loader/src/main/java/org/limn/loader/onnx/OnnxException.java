package org.limn.loader.onnx;

import org.jspecify.annotations.Nullable;
import org.limn.loader.text.PlainText;

/**
 * A model that cannot be loaded, said in one line that names the file and, where there is one, the node with operator, domain
 * and opset, and the tensor. Control characters of the file's names are escaped.
 */
public final class OnnxException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 600;

    /** What to tell the caller's caller. */
    public enum Kind {
        /** The file is damaged, not a model, contradicts itself, or asks for more memory than is sensible. */
        CORRUPT,
        /** The file is a valid model, but uses something that Limn does not read. */
        UNSUPPORTED
    }

    private final Kind kind;
    private final boolean aboutNode;

    private OnnxException(Kind kind, String message, boolean aboutNode, @Nullable Throwable cause) {
        super(PlainText.of(message, LONGEST), cause);
        this.kind = kind;
        this.aboutNode = aboutNode;
    }

    public Kind kind() {
        return kind;
    }

    static OnnxException corrupt(String message) {
        return new OnnxException(Kind.CORRUPT, message, false, null);
    }

    static OnnxException corrupt(String message, Throwable cause) {
        return new OnnxException(Kind.CORRUPT, message, false, cause);
    }

    static OnnxException unsupported(String message) {
        return new OnnxException(Kind.UNSUPPORTED, message, false, null);
    }

    /** The same with a prefix that says where it happened. */
    OnnxException at(String where) {
        return new OnnxException(kind, where + ": " + getMessage(), aboutNode, this);
    }

    /** The same with the node that it is about; of nodes inside each other the innermost is named. */
    OnnxException atNode(String node) {
        return aboutNode ? this : new OnnxException(kind, node + ": " + getMessage(), true, this);
    }
}
