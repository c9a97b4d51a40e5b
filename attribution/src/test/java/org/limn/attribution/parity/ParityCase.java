package org.limn.attribution.parity;

import java.util.Locale;

/**
 * One comparison with data that nobody here wrote.
 *
 * @param row what was compared, and how: {@code ig_black_50, relative L2}
 * @param column on what: {@code dob}
 * @param figure what was found; NaN never passes
 * @param limit what it may be at most
 */
public record ParityCase(String row, String column, double figure, double limit) {
    public boolean passes() {
        return figure <= limit;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s\t%s\t%.3g\t%.3g\t%s", row, column, figure, limit, passes() ? "pass" : "fail");
    }
}
