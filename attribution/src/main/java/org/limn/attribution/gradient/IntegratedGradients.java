package org.limn.attribution.gradient;

import java.util.List;
import org.limn.attribution.Baseline;
import org.limn.attribution.Cost;
import org.limn.autodiff.tensor.Tensor;

/**
 * Integrated gradients: {@code (x − x') ⊙ ∫₀¹ ∂F/∂x (x' + α(x − x')) dα}, the mean over baselines where there are several.
 *
 * <p>Sundararajan, Taly and Yan, "Axiomatic Attribution for Deep Networks", ICML 2017, eq. 1, https://arxiv.org/abs/1703.01365.
 * PAIR's library, like XRAI and Guided IG that came with it, is {@code rule=endpoints}.
 *
 * @param steps gradients per baseline; what they leave over is reported as the gap
 */
public record IntegratedGradients(int steps, Quadrature rule, Baseline baseline) implements PathMethod {
    public IntegratedGradients {
        if (steps < rule.least()) {
            throw new IllegalArgumentException("integrated gradients by the rule " + rule + " need at least "
                    + rule.least() + " steps, got " + steps);
        }
    }

    public IntegratedGradients(int steps, Baseline baseline) {
        this(steps, Quadrature.MIDPOINT, baseline);
    }

    public IntegratedGradients() {
        this(50, Baseline.BLACK);
    }

    @Override
    public Cost cost(Tensor image) {
        int baselines = baseline.of(image).size();
        return new Cost(1 + baselines, (long) steps * baselines);
    }

    @Override
    public List<Path> paths(Tensor image) {
        Quadrature.Nodes nodes = rule.nodes(steps);
        return baseline.of(image).stream()
                .<Path>map(b -> new Line(image.data(), b, nodes))
                .toList();
    }

    @Override
    public boolean stepsFromPoints() {
        return rule == Quadrature.LEFT;
    }

    /** The straight line {@code x' + α(x − x')}: every gradient weighs the same direction, by the rule's weight. */
    private record Line(float[] image, Tensor baseline, Quadrature.Nodes nodes) implements Path {
        @Override
        public List<Tensor> baselines() {
            return List.of(baseline);
        }

        @Override
        public int steps() {
            return nodes.alphas().length;
        }

        @Override
        public void point(int k, float[] to, int at) {
            double alpha = nodes.alphas()[k];
            float[] from = baseline.data();
            for (int i = 0; i < image.length; i++) {
                to[at + i] = (float) (from[i] + alpha * ((double) image[i] - from[i]));
            }
        }

        @Override
        public void move(int k, float[] gradients, int at, double[] move) {
            double weight = nodes.weights()[k];
            float[] from = baseline.data();
            for (int i = 0; i < image.length; i++) {
                move[i] = weight * ((double) image[i] - from[i]);
            }
        }
    }
}
