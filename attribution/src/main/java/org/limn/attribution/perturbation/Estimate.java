package org.limn.attribution.perturbation;

import java.util.Arrays;

/**
 * A number per segment.
 *
 * @param values the attribution of each segment; to be read only
 * @param errors the standard error of each value, of the drawing of samples alone; empty where the estimator has none or nothing was
 *     drawn
 * @param base the score that the values start from: an intercept, or the score of the image without any segment; 0 where a method
 *     has none
 */
public record Estimate(double[] values, double[] errors, double base) {
    /** Values that have no standard error. */
    static Estimate of(double[] values) {
        return new Estimate(values, new double[0], 0);
    }

    /** The greatest standard error; infinite where there is none. */
    double greatestError() {
        return Arrays.stream(errors).max().orElse(Double.POSITIVE_INFINITY);
    }
}
