package org.limn.attribution.gradient;

import java.util.Arrays;
import java.util.List;
import org.limn.attribution.Baseline;
import org.limn.attribution.Cost;
import org.limn.autodiff.tensor.Tensor;

/**
 * Important direction gradient integration on the path of another method: a step from x_j to x_{j+1} gives each element {@code
 * g_i² / Σ g² · (F(x_{j+1}) − F(x_j))}, g the gradient at x_j. The part of a step that the score does not follow, which the path
 * integral counts as noise, has no share; what the score does is divided completely, however few the steps.
 *
 * <p>Yang, Wang and Bilgic, "IDGI: A framework to eliminate explanation noise from integrated gradients", CVPR 2023, algorithm 1,
 * https://arxiv.org/abs/2303.14242. A step on which the gradient is zero gives nothing, which the gap shows.
 *
 * @param path the method whose path is taken
 */
public record Idgi(PathMethod path) implements PathMethod {
    public Idgi {
        if (!path.stepsFromPoints()) {
            throw new IllegalArgumentException(
                    "IDGI needs gradients where the steps start: integrated gradients by the rule " + Quadrature.LEFT
                            + ", Guided IG or blur IG, got " + path);
        }
    }

    public Idgi() {
        this(new IntegratedGradients(50, Quadrature.LEFT, Baseline.BLACK));
    }

    @Override
    public Cost cost(Tensor image) {
        return path.cost(image);
    }

    @Override
    public List<Path> paths(Tensor image) {
        return path.paths(image);
    }

    @Override
    public PathSum sum(Path way, int size) {
        return new Shares(way.backward() ? -1 : 1, new double[size]);
    }

    @Override
    public boolean stepsFromPoints() {
        return false;
    }

    /** Holds a gradient until the score at the end of its step is known. */
    private static final class Shares implements PathSum {
        private final double sign;
        private final double[] total;
        private float[] gradient = new float[0];
        private float score;

        Shares(double sign, double[] total) {
            this.sign = sign;
            this.total = total;
        }

        @Override
        public boolean needsScores() {
            return true;
        }

        @Override
        public void add(float atPoint, double[] move, float[] gradients, int at) {
            share(atPoint);
            score = atPoint;
            gradient = Arrays.copyOfRange(gradients, at, at + total.length);
        }

        @Override
        public double[] total(float end) {
            share(end);
            return total;
        }

        private void share(float next) {
            double squares = 0;
            for (float g : gradient) {
                squares += (double) g * g;
            }
            if (squares > 0) {
                double perSquare = sign * ((double) next - score) / squares;
                for (int i = 0; i < gradient.length; i++) {
                    total[i] += (double) gradient[i] * gradient[i] * perSquare;
                }
            }
        }
    }
}
