package org.limn.attribution.gradient;

import java.util.List;
import org.limn.autodiff.tensor.Tensor;

/**
 * The straight line {@code x' + α(x − x')}, by a quadrature rule: every gradient weighs the same direction, by the rule's weight.
 */
final class StraightWalk implements Walk {
    private final float[] image;
    private final Tensor baseline;
    private final Quadrature.Nodes nodes;
    private final double[] move;
    private double moveWeight = Double.NaN;
    private int points;
    private int steps;

    StraightWalk(Tensor image, Tensor baseline, Quadrature.Nodes nodes) {
        this.image = image.data();
        this.baseline = baseline;
        this.nodes = nodes;
        this.move = new double[this.image.length];
    }

    @Override
    public boolean hasPoint() {
        return points < nodes.alphas().length;
    }

    @Override
    public void point(float[] to, int at) {
        double alpha = nodes.alphas()[points++];
        float[] from = baseline.data();
        for (int i = 0; i < image.length; i++) {
            to[at + i] = (float) (from[i] + alpha * ((double) image[i] - from[i]));
        }
    }

    @Override
    public double[] step(float[] gradients, int at) {
        double weight = nodes.weights()[steps++];
        if (weight != moveWeight) {
            moveWeight = weight;
            float[] from = baseline.data();
            for (int i = 0; i < image.length; i++) {
                move[i] = weight * ((double) image[i] - from[i]);
            }
        }
        return move;
    }

    @Override
    public List<Tensor> baselines() {
        return List.of(baseline);
    }
}
