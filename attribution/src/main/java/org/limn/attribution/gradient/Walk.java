package org.limn.attribution.gradient;

import java.util.List;
import org.limn.autodiff.tensor.Tensor;

/**
 * A way between a baseline x' and an image x, cut into steps. At each the gradient is wanted at one point and weighs one move;
 * {@code Σ move ⊙ gradient} approximates the path integral. A way that is known beforehand offers many points ahead, so that a
 * batch takes them together; one that is chosen while walking offers a point and waits for its gradient.
 *
 * <p>A walk has state and is walked once. Each point is taken once; gradients come back in the order of the points.
 */
public interface Walk {
    /** Whether another point is known now; no more come when this is false and every gradient has come back. */
    boolean hasPoint();

    /** Writes the next point into an array from index {@code at} on, rounded to float32. */
    void point(float[] to, int at);

    /**
     * Takes the next step.
     *
     * @param gradients hold the gradient at that step's point, from index {@code at} on
     * @return the move that it weighs, valid until the next step
     */
    double[] step(float[] gradients, int at);

    /** What the score is compared with: x' and its like. Where there are several each counts the same. */
    List<Tensor> baselines();

    /** Whether the walk goes from the image to the baseline. */
    default boolean backward() {
        return false;
    }
}
