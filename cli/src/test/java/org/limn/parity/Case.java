package org.limn.parity;

import java.nio.file.Path;
import java.util.Locale;
import org.limn.attribution.parity.ParityCase;

/**
 * One comparison.
 *
 * @param row what was compared: a network, a method, a tier
 * @param column which of its results, on which image
 * @param figure how far off it is; 0 is equal, NaN where nothing was computed
 * @param limit what the figure may be at most
 * @param note why it was refused or skipped, or what failed; else empty
 */
public record Case(String row, String column, double figure, double limit, Verdict verdict, String note) {
    /** How a comparison ended. */
    public enum Verdict {
        PASS,
        FAIL,
        REFUSED,
        SKIPPED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A figure that passes if it is at most the limit. */
    public static Case of(String row, String column, double figure, double limit) {
        return new Case(row, column, figure, limit, figure <= limit ? Verdict.PASS : Verdict.FAIL, "");
    }

    public static Case refused(String row, String column, String why) {
        return new Case(row, column, Double.NaN, Double.NaN, Verdict.REFUSED, why);
    }

    public static Case skipped(String row, String column, String why) {
        return new Case(row, column, Double.NaN, Double.NaN, Verdict.SKIPPED, why);
    }

    /** What should have been computed threw. */
    public static Case failed(String row, String column, Throwable why) {
        return of(ParityCase.failed(row, column, why));
    }

    /** What another module's tests found. */
    public static Case of(ParityCase found) {
        Verdict verdict = found.isSkipped() ? Verdict.SKIPPED : found.passes() ? Verdict.PASS : Verdict.FAIL;
        return new Case(found.row(), found.column(), found.figure(), found.limit(), verdict, found.note());
    }

    /** The same without the folder that messages name files in. */
    Case withoutPath(Path folder) {
        return new Case(row, column, figure, limit, verdict, note.replace(folder + "/", ""));
    }

    /** A line of the table of results: suite, case, figure, limit, verdict, with tabs between. */
    String tsv(String suite) {
        return String.join(
                "\t", suite, (row + " " + column).strip(), number(figure), number(limit), verdict.toString());
    }

    static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3g", value);
    }
}
