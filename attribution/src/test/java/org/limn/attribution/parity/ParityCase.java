package org.limn.attribution.parity;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * One comparison with data that nobody here wrote.
 *
 * @param row what was compared, and how: {@code ig_black_50, relative L2}
 * @param column on what: the name of an image or of a function
 * @param figure what was found; NaN never passes
 * @param limit what it may be at most; NaN if the comparison was skipped
 * @param note why it was skipped or could not be computed; else empty
 */
public record ParityCase(String row, String column, double figure, double limit, String note) {
    /** A part of a suite. */
    @FunctionalInterface
    public interface Part {
        void run() throws IOException;
    }

    public ParityCase(String row, String column, double figure, double limit) {
        this(row, column, figure, limit, "");
    }

    public static ParityCase skipped(String row, String column, String why) {
        return new ParityCase(row, column, Double.NaN, Double.NaN, why);
    }

    /** What should have been computed threw. */
    public static ParityCase failed(String row, String column, Throwable why) {
        return new ParityCase(row, column, Double.NaN, 0, String.valueOf(why).replaceAll("\\s+", " "));
    }

    /**
     * Runs a part that stops no other: where a file is absent it is skipped, and what else it throws is a failed case; both say
     * why.
     */
    public static void attempt(String row, String column, Consumer<ParityCase> report, Part part) {
        try {
            part.run();
        } catch (NoSuchFileException | FileNotFoundException e) {
            report.accept(skipped(row, column, e.getMessage() + " is absent"));
        } catch (IOException | RuntimeException e) {
            report.accept(failed(row, column, e));
        }
    }

    public boolean isSkipped() {
        return Double.isNaN(limit);
    }

    public boolean passes() {
        return isSkipped() || figure <= limit;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s\t%s\t%.3g\t%.3g\t%s\t%s",
                row,
                column,
                figure,
                limit,
                isSkipped() ? "skipped" : passes() ? "pass" : "fail",
                note);
    }
}
