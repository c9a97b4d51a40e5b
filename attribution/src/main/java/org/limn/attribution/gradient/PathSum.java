package org.limn.attribution.gradient;

/** What the steps of one path add up to. */
public interface PathSum {
    /** Whether the scores along the path matter. */
    default boolean needsScores() {
        return false;
    }

    /**
     * Adds a step.
     *
     * @param score at the step's point; NaN if scores do not matter
     * @param gradients hold the gradient at the step's point, from index {@code at} on
     */
    void add(float score, double[] move, float[] gradients, int at);

    /** The attribution, when all steps have been added and the path has arrived where the score is {@code end}. */
    double[] total(float end);

    /** {@code Σ move ⊙ gradient}, the path integral. */
    final class Integral implements PathSum {
        private final double[] total;

        Integral(int size) {
            total = new double[size];
        }

        @Override
        public void add(float score, double[] move, float[] gradients, int at) {
            for (int i = 0; i < total.length; i++) {
                total[i] += move[i] * gradients[at + i];
            }
        }

        @Override
        public double[] total(float end) {
            return total;
        }
    }
}
