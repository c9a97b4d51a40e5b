package org.limn.attribution.perturbation;

import org.limn.attribution.ExplanationException;

/**
 * Shapley values as the mean of what a segment adds: wherever a sample differs from the one before it by one segment, the difference
 * of their scores is that segment's. Made for walks from nothing to everything and back, as {@link Permutations} takes them; there the
 * values add up to the score of the untouched image less that of the removed one, and an up and a down walk are one observation.
 *
 * <p>Castro, Gómez and Tejada, "Polynomial calculation of the Shapley value based on sampling", Computers and Operations Research
 * 2009; in pairs after Mitchell et al., "Sampling permutations for Shapley value estimation", JMLR 2022,
 * https://arxiv.org/abs/2104.12199, section 4.2.
 */
public record PermutationShap() implements Attribution {
    @Override
    public Estimate of(Samples z, double[] y) {
        z.require(y);
        int segments = z.segments();
        double[] sum = new double[segments];
        double[] squares = new double[segments];
        double[] open = new double[segments];
        int[] steps = new int[segments];
        for (int n = 1; n < y.length; n++) {
            int differing = -1;
            int differences = 0;
            for (int s = 0; s < segments; s++) {
                if (z.kept(n, s) != z.kept(n - 1, s)) {
                    differing = s;
                    differences++;
                }
            }
            if (differences == 1) {
                double added = z.kept(n, differing) ? y[n] - y[n - 1] : y[n - 1] - y[n];
                sum[differing] += added;
                if (++steps[differing] % 2 == 0) {
                    double both = (open[differing] + added) / 2;
                    squares[differing] += both * both;
                }
                open[differing] = added;
            }
        }
        double[] errors = new double[segments];
        boolean drawn = z.fixed() < z.count();
        for (int s = 0; s < segments; s++) {
            if (steps[s] == 0) {
                throw new ExplanationException("permutation SHAP needs samples that differ from the one before them by"
                        + " one segment, but none differs by segment " + s + "; take the sampler permutations");
            }
            sum[s] /= steps[s];
            int pairs = steps[s] / 2;
            drawn &= pairs > 1;
            errors[s] = Math.sqrt(Math.max(0, squares[s] / pairs - sum[s] * sum[s]) / Math.max(1, pairs - 1));
        }
        return new Estimate(sum, drawn ? errors : new double[0], z.removed(y, "permutation SHAP"));
    }
}
