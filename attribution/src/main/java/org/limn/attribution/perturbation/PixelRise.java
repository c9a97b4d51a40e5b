package org.limn.attribution.perturbation;

import java.util.Arrays;

/**
 * RISE with the pixels themselves for segments: {@code Σ_n M_n(i) y_n / Σ_n M_n(i)}, or divided by {@code N·p}, M_n the soft mask of
 * a sample, which may lie elsewhere for each. Sums are kept, masks are not.
 */
public final class PixelRise {
    private final Rise rise;
    private final double[] sum;
    private final double[] squares;
    private final double[] kept;
    private final double[] keptSquares;
    private final double[] both;
    private int samples;

    public PixelRise(Rise rise, int pixels) {
        this.rise = rise;
        this.sum = new double[pixels];
        this.squares = new double[pixels];
        this.kept = new double[pixels];
        this.keptSquares = new double[pixels];
        this.both = new double[pixels];
    }

    /** Another sample: M and y. */
    public void add(double[] mask, double score) {
        for (int i = 0; i < sum.length; i++) {
            double term = mask[i] * score;
            sum[i] += term;
            squares[i] += term * term;
        }
        if (rise.norm() == Rise.Norm.COUNT) {
            for (int i = 0; i < sum.length; i++) {
                kept[i] += mask[i];
                keptSquares[i] += mask[i] * mask[i];
                both[i] += mask[i] * mask[i] * score;
            }
        }
        samples++;
    }

    /** What the samples so far say of each pixel. */
    public Estimate estimate() {
        double[] values = new double[sum.length];
        double[] errors = new double[sum.length];
        for (int i = 0; i < values.length; i++) {
            boolean count = rise.norm() == Rise.Norm.COUNT;
            double divisor = count ? kept[i] : samples * rise.p();
            values[i] = divisor == 0 ? 0 : sum[i] / divisor;
            double residuals = count
                    ? squares[i] - 2 * values[i] * both[i] + values[i] * values[i] * keptSquares[i]
                    : squares[i] - sum[i] * sum[i] / samples;
            errors[i] = divisor == 0
                    ? Double.POSITIVE_INFINITY
                    : Math.sqrt(Math.max(0, residuals) * samples / Math.max(1, samples - 1.0)) / divisor;
        }
        return new Estimate(values, Arrays.stream(errors).allMatch(Double::isFinite) ? errors : new double[0], 0);
    }
}
