package org.limn.attribution.gradient;

/** What the steps of a walk are added into, in float64, in their order. */
public interface PathSum {
    /** Whether the scores along the way matter. */
    boolean needsScores();

    /**
     * A step has been taken.
     *
     * @param score at its point, if scores matter
     * @param gradients hold the gradient at its point, from index {@code at} on
     */
    void add(float score, float[] gradients, int at, double[] move);

    /** The attribution, when all steps have been added and the walk has arrived where the score is {@code end}. */
    double[] total(float end);

    /** {@code Σ move ⊙ gradient}: the path integral. */
    final class Integral implements PathSum {
        private final double[] total;

        public Integral(int size) {
            total = new double[size];
        }

        @Override
        public boolean needsScores() {
            return false;
        }

        @Override
        public void add(float score, float[] gradients, int at, double[] move) {
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
