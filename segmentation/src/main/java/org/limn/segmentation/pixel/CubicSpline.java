package org.limn.segmentation.pixel;

/**
 * The interpolating cubic B-spline. Unser, Aldroubi and Eden, "Fast B-spline transforms for continuous image representation and
 * interpolation", IEEE PAMI 13(3), 1991: a recursive filter with pole √3 − 2 gives the coefficients, four of which give a value.
 *
 * <p>Twelve zeros stand on either side of the data, as in SciPy's {@code zoom} with mode {@code grid-constant}; the pole to the
 * twelfth power is 1e-7.
 */
final class CubicSpline {
    private static final int PAD = 12;
    private static final double POLE = Math.sqrt(3) - 2;
    private static final double GAIN = 6;

    private CubicSpline() {}

    /** Rows resampled vertically on the half-pixel grid. */
    static double[][] acrossRows(double[][] rows, int newHeight) {
        double[][] c = coefficients(rows);
        double[][] out = new double[newHeight][rows[0].length];
        double zoom = (double) rows.length / newHeight;
        for (int k = 0; k < newHeight; k++) {
            double at = (k + 0.5) * zoom - 0.5 + PAD;
            int knot = (int) Math.floor(at);
            double[] weights = weights(at - knot);
            for (int tap = 0; tap < 4; tap++) {
                Rows.add(weights[tap], c[knot - 1 + tap], out[k]);
            }
        }
        return out;
    }

    /** The cubic B-spline at t + 1, t, t − 1 and t − 2, 0 ≤ t < 1. */
    private static double[] weights(double t) {
        double u = 1 - t;
        double first = u * u * u / 6;
        double second = (t * t * (t - 2) * 3 + 4) / 6;
        double third = (u * u * (u - 2) * 3 + 4) / 6;
        return new double[] {first, second, third, 1 - first - second - third};
    }

    /** Coefficients of all columns at once, mirrored at the ends of the padding. */
    private static double[][] coefficients(double[][] rows) {
        int n = rows.length + 2 * PAD;
        double[][] c = new double[n][rows[0].length];
        for (int y = 0; y < rows.length; y++) {
            Rows.scale(GAIN, rows[y], c[PAD + y]);
        }
        c[0] = start(c);
        for (int i = 1; i < n; i++) {
            Rows.add(POLE, c[i - 1], c[i]);
        }
        end(c[n - 2], c[n - 1]);
        for (int i = n - 2; i >= 0; i--) {
            for (int x = 0; x < c[i].length; x++) {
                c[i][x] = POLE * (c[i + 1][x] - c[i][x]);
            }
        }
        return c;
    }

    /** {@code Σ z^i c_i}, as far as it counts in float64. */
    private static double[] start(double[][] c) {
        double[] sum = new double[c[0].length];
        double power = 1;
        for (int i = 0; i < c.length && Math.abs(power) > 1e-20; i++) {
            Rows.add(power, c[i], sum);
            power *= POLE;
        }
        return sum;
    }

    private static void end(double[] before, double[] last) {
        for (int x = 0; x < last.length; x++) {
            last[x] = (POLE * before[x] + last[x]) * POLE / (POLE * POLE - 1);
        }
    }
}
