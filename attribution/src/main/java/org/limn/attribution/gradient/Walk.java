package org.limn.attribution.gradient;

import java.util.List;
import org.limn.autodiff.tensor.Tensor;

/**
 * A way between a baseline x' and an image x, cut into steps. At each the gradient is wanted at one point and weighs one move;
 * {@code Σ move ⊙ gradient}, in float64 and in the order of the steps, approximates the path integral. A way that is known
 * beforehand offers many points ahead, so that a batch takes them together; one that is chosen while walking offers a point and
 * waits for its gradient.
 *
 * <p>A walk has state and is walked once. Each point is taken once; gradients come back in the order of the points.
 */
public abstract class Walk {
    private final double[] total;

    /** @param size how many elements the image has */
    protected Walk(int size) {
        total = new double[size];
    }

    /** Whether another point is known now; no more come when this is false and every gradient has come back. */
    public abstract boolean hasPoint();

    /** Writes the next point into an array from index {@code at} on, rounded to float32. */
    public abstract void point(float[] to, int at);

    /**
     * Takes the next step.
     *
     * @param gradients hold the gradient at that step's point, from index {@code at} on
     * @return the move that it weighs, valid until the next step
     */
    public abstract double[] step(float[] gradients, int at);

    /** What the score is compared with: x' and its like. Where there are several each counts the same. */
    public abstract List<Tensor> baselines();

    /** Whether the walk goes from the image to the baseline. */
    public boolean backward() {
        return false;
    }

    /** Whether the scores along the way matter. */
    public boolean needsScores() {
        return false;
    }

    /**
     * Takes the next step and adds what it gives to the attribution.
     *
     * @param score at the step's point, if scores matter
     */
    public void add(float score, float[] gradients, int at) {
        double[] move = step(gradients, at);
        for (int i = 0; i < total.length; i++) {
            total[i] += move[i] * gradients[at + i];
        }
    }

    /** The attribution, when all steps have been added and the walk has arrived where the score is {@code end}. */
    public double[] total(float end) {
        return total;
    }
}
