package org.limn.attribution.perturbation;

import java.util.Arrays;

/**
 * The weights of a linear model of the score, {@code Y ≈ Z·φ + b}, by least squares. The intercept b is the base.
 *
 * <p>Ribeiro, Singh and Guestrin, "Why should I trust you?", KDD 2016, section 3.4, https://arxiv.org/abs/1602.04938. Their code
 * weighs a sample by {@code √exp(−d²/width²)}, d = 1 − cosine of z and the untouched sample, width 0.25, and adds a ridge of 1; the
 * study has neither, and so the default here.
 *
 * @param width of the kernel of distances; 0 for none
 * @param ridge what the squared weights, not the intercept, cost; 0 for none
 */
public record Lime(double width, double ridge) implements Attribution {
    public Lime {
        if (!(width >= 0 && ridge >= 0 && Double.isFinite(width) && Double.isFinite(ridge))) {
            throw new IllegalArgumentException(
                    "LIME's width and ridge are finite and at least 0, got " + width + " and " + ridge);
        }
    }

    public Lime() {
        this(0, 0);
    }

    @Override
    public Estimate of(Samples z, double[] y) {
        z.require(y);
        int segments = z.segments();
        double[] weights = new double[y.length];
        double[] means = new double[segments + 1];
        double total = 0;
        for (int n = 0; n < y.length; n++) {
            double distance = 1 - Math.sqrt(z.kept(n) / (double) segments);
            weights[n] = width == 0 ? 1 : Math.exp(-distance * distance / (2 * width * width));
            total += weights[n];
            for (int s = 0; s < segments; s++) {
                means[s] += z.kept(n, s) ? weights[n] : 0;
            }
            means[segments] += weights[n] * y[n];
        }
        // with a ridge both sides are centered, which takes the intercept out, and √ridge times the identity stands
        // below
        boolean centered = ridge > 0;
        for (int s = 0; s <= segments; s++) {
            means[s] = centered ? means[s] / total : 0;
        }
        int rows = y.length + (centered ? segments : 0);
        double[][] a = new double[rows][centered ? segments : segments + 1];
        double[] b = Arrays.copyOf(y, rows);
        weights = Arrays.copyOf(weights, rows);
        for (int n = 0; n < y.length; n++) {
            b[n] -= means[segments];
            for (int s = 0; s < segments; s++) {
                a[n][s] = (z.kept(n, s) ? 1 : 0) - means[s];
            }
            if (!centered) {
                a[n][segments] = 1;
            }
        }
        for (int s = 0; s < rows - y.length; s++) {
            a[y.length + s][s] = 1;
            weights[y.length + s] = ridge;
        }
        LeastSquares fit = new LeastSquares(a, b, weights);
        double[] values = Arrays.copyOf(fit.solution(), segments);
        double base = means[segments];
        for (int s = 0; s < segments; s++) {
            base -= means[s] * values[s];
        }
        return new Estimate(
                values,
                fit.errors(z, Arrays.copyOf(fit.influence(), segments)),
                centered ? base : fit.solution()[segments]);
    }
}
