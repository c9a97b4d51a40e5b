package org.limn.attribution.gradient;

import java.util.List;
import org.limn.autodiff.tensor.Tensor;

/**
 * A path between a baseline x' and an image x, cut into steps. Step k wants the gradient at one point and weighs one move with
 * it; {@code Σ move ⊙ gradient} approximates the path integral. Where the points are {@link #known} beforehand a batch takes many
 * of them together. An adaptive path chooses its next point when it has the gradient of the last; it has state and is walked
 * once.
 */
public interface Path {
    /** What the score is compared with: x' and its like. Where there are several each counts the same. */
    List<Tensor> baselines();

    int steps();

    /** Writes step k's point, rounded to float32, into an array from index {@code at} on. Each is asked for once, in order. */
    void point(int k, float[] to, int at);

    /**
     * Writes the move of step k. Each is asked for once, in order, after its point.
     *
     * @param gradients hold the gradient at step k's point, from index {@code at} on
     * @param move is overwritten
     */
    void move(int k, float[] gradients, int at, double[] move);

    /** Whether points do not depend on the gradients of those before. */
    default boolean known() {
        return true;
    }

    /** Whether the path goes from the image to the baseline. */
    default boolean backward() {
        return false;
    }
}
