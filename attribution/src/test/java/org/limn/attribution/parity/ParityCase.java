package org.limn.attribution.parity;

import java.util.Locale;

/**
 * One comparison with data that nobody here wrote.
 *
 * @param name {@code maps/dob/ig_black_50}
 * @param measure what the figure is: {@code relative L2}, {@code 1 - cosine}
 * @param figure what was found; NaN never passes
 * @param limit what it may be at most
 */
public record ParityCase(String name, String measure, double figure, double limit) {
    public boolean passes() {
        return figure <= limit;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s\t%s\t%.3g\t%.3g\t%s", name, measure, figure, limit, passes() ? "pass" : "fail");
    }
}
