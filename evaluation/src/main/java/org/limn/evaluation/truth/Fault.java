package org.limn.evaluation.truth;

import java.io.IOException;
import java.nio.file.Path;
import org.limn.loader.text.PlainText;

/** What is wrong with a file, and where. */
final class Fault {
    private static final int LONGEST = 600;

    private Fault() {}

    static IOException in(Path file, String what) {
        return new IOException(PlainText.of((file + ": " + what).replaceAll("\\s+", " "), LONGEST));
    }

    static IOException in(Path file, long line, long column, String what) {
        return in(file, "line " + line + ", column " + column + ": " + what);
    }

    /** A coordinate. */
    static double number(String text) {
        double number = Double.parseDouble(text.strip());
        if (!Double.isFinite(number)) {
            throw new NumberFormatException("'" + text + "' is not finite");
        }
        return number;
    }
}
