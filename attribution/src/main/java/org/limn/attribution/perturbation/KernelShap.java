package org.limn.attribution.perturbation;

import java.util.Arrays;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.limn.attribution.ExplanationException;

/**
 * Shapley values by weighted least squares: {@code Y ≈ φ₀ + Z·φ}, a sample that keeps k of S segments weighs
 * {@code (S−1) / (C(S,k)·k·(S−k))}; for k = 0 and k = S that is infinite.
 *
 * <p>Lundberg and Lee, "A unified approach to interpreting model predictions", NeurIPS 2017, theorem 2,
 * https://arxiv.org/abs/1705.07874.
 *
 * @param form what is done about the infinite weights
 */
public record KernelShap(Form form) implements Attribution {
    /** What is done about infinite weights. */
    public enum Form {
        /** 10⁵ stands for infinity, and the shortest solution is taken where samples leave it open: the study's. */
        WEIGHTS,
        /** φ₀ is the score without any segment, and the values add up to what the untouched image scores above it, exactly. */
        CONSTRAINED
    }

    private static final double INFINITE = 1e5;

    public KernelShap() {
        this(Form.WEIGHTS);
    }

    /** The weight of a sample that keeps k of S segments, where 10⁵ stands for what is infinite: k = 0 and k = S. */
    public static double weight(int segments, int k) {
        return k == 0 || k == segments
                ? INFINITE
                : (segments - 1)
                        / (Math.exp(CombinatoricsUtils.binomialCoefficientLog(segments, k)) * k * (segments - k));
    }

    @Override
    public Estimate of(Samples z, double[] y) {
        z.require(y);
        return form == Form.WEIGHTS ? weighted(z, y) : constrained(z, y);
    }

    private static Estimate weighted(Samples z, double[] y) {
        int segments = z.segments();
        double[][] a = new double[y.length][segments + 1];
        double[] weights = new double[y.length];
        for (int n = 0; n < y.length; n++) {
            weights[n] = weight(segments, z.kept(n));
            a[n][segments] = 1;
            for (int s = 0; s < segments; s++) {
                a[n][s] = z.kept(n, s) ? 1 : 0;
            }
        }
        LeastSquares fit = new LeastSquares(a, y.clone(), weights);
        return new Estimate(
                Arrays.copyOf(fit.solution(), segments),
                fit.errors(z, Arrays.copyOf(fit.influence(), segments)),
                fit.solution()[segments]);
    }

    /** The last value is what the others leave of the sum; the regression is over these. */
    private static Estimate constrained(Samples z, double[] y) {
        int last = z.segments() - 1;
        double base = z.removed(y, "Kernel SHAP with exact ends");
        double whole = z.untouched(y, "Kernel SHAP with exact ends") - base;
        if (last == 0) {
            return new Estimate(new double[] {whole}, new double[0], base);
        }
        double[][] a = new double[y.length][last];
        double[] b = new double[y.length];
        double[] weights = new double[y.length];
        double greatest = 0;
        for (int n = 0; n < y.length; n++) {
            int k = z.kept(n);
            boolean end = k == 0 || k > last;
            weights[n] = end ? 0 : z.weights().length > 0 ? z.weights()[n] : weight(z.segments(), k);
            greatest = Math.max(greatest, weights[n]);
            double offset = z.kept(n, last) ? 1 : 0;
            b[n] = y[n] - base - offset * whole;
            for (int s = 0; s < last; s++) {
                a[n][s] = (z.kept(n, s) ? 1 : 0) - offset;
            }
        }
        if (greatest == 0) {
            throw new ExplanationException(
                    "Kernel SHAP needs samples that keep some segments and perturb others, but all keep all or none");
        }
        LeastSquares fit = new LeastSquares(a, b, weights);
        double[] values = Arrays.copyOf(fit.solution(), last + 1);
        double[][] influence = Arrays.copyOf(fit.influence(), last + 1);
        influence[last] = new double[y.length];
        values[last] = whole;
        for (int s = 0; s < last; s++) {
            values[last] -= values[s];
            for (int n = 0; n < y.length; n++) {
                influence[last][n] -= influence[s][n];
            }
        }
        return new Estimate(values, fit.errors(z, influence), base);
    }
}
