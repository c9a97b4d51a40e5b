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

    /** A plane [height,width] resampled along its columns to [newHeight,width] on the half-pixel grid. */
    static double[] alongColumns(double[] plane, int height, int width, int newHeight) {
        double[] c = coefficients(plane, height, width);
        double[] out = new double[Math.multiplyExact(newHeight, width)];
        double zoom = (double) height / newHeight;
        for (int k = 0; k < newHeight; k++) {
            double at = (k + 0.5) * zoom - 0.5 + PAD;
            int knot = (int) Math.floor(at);
            double[] w = weights(at - knot);
            for (int tap = 0; tap < 4; tap++) {
                int row = (knot - 1 + tap) * width;
                for (int x = 0; x < width; x++) {
                    out[k * width + x] += w[tap] * c[row + x];
                }
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

    /** Coefficients of every column of the padded plane, all columns at once, mirrored at the ends of the padding. */
    private static double[] coefficients(double[] plane, int height, int width) {
        int n = height + 2 * PAD;
        double[] c = new double[Math.multiplyExact(n, width)];
        for (int i = 0; i < plane.length; i++) {
            c[PAD * width + i] = GAIN * plane[i];
        }
        // causal start: Σ z^i c_i over the mirrored line; the padding makes its first terms 0
        double[] start = new double[width];
        double power = 1;
        for (int i = 0; i < n && Math.abs(power) > 1e-20; i++, power *= POLE) {
            axpy(power, c, i * width, start, 0, width);
        }
        System.arraycopy(start, 0, c, 0, width);
        for (int i = 1; i < n; i++) {
            axpy(POLE, c, (i - 1) * width, c, i * width, width);
        }
        int last = (n - 1) * width;
        for (int x = 0; x < width; x++) {
            c[last + x] = (POLE * c[last - width + x] + c[last + x]) * POLE / (POLE * POLE - 1);
        }
        for (int i = n - 2; i >= 0; i--) {
            for (int x = i * width; x < (i + 1) * width; x++) {
                c[x] = POLE * (c[x + width] - c[x]);
            }
        }
        return c;
    }

    private static void axpy(double a, double[] x, int fromX, double[] y, int fromY, int n) {
        for (int i = 0; i < n; i++) {
            y[fromY + i] += a * x[fromX + i];
        }
    }
}
