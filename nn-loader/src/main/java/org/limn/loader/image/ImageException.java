package org.limn.loader.image;

import java.io.IOException;
import org.limn.loader.text.PlainText;

/** A picture file that cannot be taken, said in one line: which file, what is wrong with it, what to do if that is known. */
public final class ImageException extends IOException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 400;

    public ImageException(String message) {
        super(PlainText.of(message.strip(), LONGEST));
    }

    public ImageException(String message, Throwable cause) {
        super(PlainText.of(message.strip(), LONGEST), cause);
    }
}
