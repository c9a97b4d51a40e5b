package org.limn.attribution.perturbation;

import org.limn.attribution.ExplanationException;

/**
 * Shapley values by their definition: {@code φ_s = Σ_{T∌s} |T|!(S−|T|−1)!/S! · (f(T∪s) − f(T))} over all subsets, which
 * {@link Subsets} takes.
 *
 * <p>Shapley, "A value for n-person games", 1953, eq. 12.
 */
public record ExactShapley() implements Attribution {
    /** Beyond this many segments there are too many subsets. */
    static final int MOST = 16;

    @Override
    public Estimate of(Samples z, double[] y) {
        z.require(y);
        int segments = z.segments();
        if (segments > MOST || z.count() < 1 << segments) {
            throw new ExplanationException("exact Shapley values need every subset of at most " + MOST
                    + " segments, got " + z.count() + " samples of " + segments + "; take the sampler subsets");
        }
        double[] scores = new double[1 << segments];
        boolean[] seen = new boolean[scores.length];
        for (int n = 0; n < y.length; n++) {
            int code = 0;
            for (int s = 0; s < segments; s++) {
                code |= z.kept(n, s) ? 1 << s : 0;
            }
            scores[code] = y[n];
            seen[code] = true;
        }
        double[] weights = new double[segments];
        weights[0] = 1.0 / segments;
        for (int k = 1; k < segments; k++) {
            weights[k] = weights[k - 1] * k / (segments - k);
        }
        double[] values = new double[segments];
        for (int code = 0; code < scores.length; code++) {
            if (!seen[code]) {
                throw new ExplanationException(
                        "exact Shapley values need every subset, but one is missing: take the sampler subsets");
            }
            double weight = weights[Math.min(Integer.bitCount(code), segments - 1)];
            for (int s = 0; s < segments; s++) {
                if ((code >> s & 1) == 0) {
                    values[s] += weight * (scores[code | 1 << s] - scores[code]);
                }
            }
        }
        return new Estimate(values, new double[0], scores[0]);
    }
}
