package org.limn.loader.image;

import java.io.IOException;

/** A picture file that cannot be taken, said in one line: which file, what is wrong with it, what to do if that is known. */
public final class ImageException extends IOException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 400;

    public ImageException(String message) {
        super(oneLine(message));
    }

    public ImageException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** Messages quote file names and decoders, and both may hold anything: control characters become spaces. */
    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
