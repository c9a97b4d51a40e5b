package org.limn.attribution.perturbation;

import org.limn.attribution.ExplanationException;

/**
 * Randomized input sampling: the mean score of the images that keep a segment, {@code Σ_n z_ns y_n / Σ_n z_ns}, or as the paper has
 * it {@code Σ_n z_ns y_n / (N·p)}, which is unbiased for the sampler's own p.
 *
 * <p>Petsiuk, Das and Saenko, "RISE", BMVC 2018, eq. 6, https://arxiv.org/abs/1806.07421.
 *
 * @param norm what the sum is divided by
 * @param p the probability with which a segment is kept, for {@code norm=expected}
 */
public record Rise(Norm norm, double p) implements Attribution {
    /** What a sum of scores is divided by. */
    public enum Norm {
        /** How often the segment was kept. */
        COUNT,
        /** N·p. */
        EXPECTED
    }

    public Rise {
        if (!(p > 0 && p <= 1)) {
            throw new IllegalArgumentException("the p of RISE is a probability above 0, got " + p);
        }
    }

    public Rise() {
        this(Norm.COUNT, 0.5);
    }

    @Override
    public Estimate of(Samples z, double[] y) {
        z.require(y);
        double[] values = new double[z.segments()];
        double[] errors = new double[z.fixed() == z.count() ? 0 : z.segments()];
        for (int s = 0; s < values.length; s++) {
            int kept = 0;
            double sum = 0;
            for (int n = 0; n < y.length; n++) {
                if (z.kept(n, s)) {
                    sum += y[n];
                    kept++;
                }
            }
            if (norm == Norm.COUNT && kept == 0) {
                throw new ExplanationException("RISE divides by how often a segment was kept, but segment " + s
                        + " never was in " + y.length + " samples; take more, or norm=expected");
            }
            double divisor = norm == Norm.COUNT ? kept : y.length * p;
            values[s] = sum / divisor;
            if (errors.length > 0) {
                // of the sum of z(y − φ), a ratio's, or of zy, a mean's
                double center = norm == Norm.COUNT ? values[s] : 0;
                double mean = norm == Norm.COUNT ? 0 : sum / y.length;
                double squares = 0;
                for (int n = 0; n < y.length; n++) {
                    double term = (z.kept(n, s) ? y[n] - center : 0) - mean;
                    squares += term * term;
                }
                errors[s] = Math.sqrt(squares * y.length / Math.max(1, y.length - 1.0)) / divisor;
            }
        }
        return new Estimate(values, errors, 0);
    }
}
