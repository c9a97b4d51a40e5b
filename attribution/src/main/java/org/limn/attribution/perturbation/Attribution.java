package org.limn.attribution.perturbation;

/**
 * Makes a number per segment of samples and scores. Implementations are records, known by a line in {@code META-INF/services}.
 * Everything is computed in float64.
 */
public interface Attribution {
    /**
     * The attribution of each segment.
     *
     * @param y the score of each sample
     * @throws org.limn.attribution.ExplanationException if the samples do not suffice, saying what is missing: no value is ever NaN
     */
    Estimate of(Samples z, double[] y);
}
