package org.limn.attribution;

import org.jspecify.annotations.Nullable;

/**
 * The thread that explains was interrupted, and the explanation given up: between two batches, or two lines of a program. The
 * interrupt status stays set.
 */
public final class ExplanationInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ExplanationInterruptedException(@Nullable Throwable cause) {
        super("the explanation was interrupted", cause);
    }

    /** To be called between batches. */
    static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new ExplanationInterruptedException(null);
        }
    }
}
