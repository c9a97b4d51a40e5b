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
    public List<Walk> walks(Tensor image) {
        return path.walks(image).stream()
                .<Walk>map(w -> new Shares(w, image.shape().size()))
                .toList();
    }

    @Override
    public boolean stepsFromPoints() {
        return false;
    }

    /** The same way; holds a gradient until the score at the end of its step is known. */
    private static final class Shares extends Walk {
        private final Walk way;
        private final double[] total;
        private final double sign;
        private float[] gradient = new float[0];
        private float score;

        Shares(Walk way, int size) {
            super(0);
            this.way = way;
            this.total = new double[size];
            this.sign = way.backward() ? -1 : 1;
        }

        @Override
        public boolean hasPoint() {
            return way.hasPoint();
        }

        @Override
        public void point(float[] to, int at) {
            way.point(to, at);
        }

        @Override
        public double[] step(float[] gradients, int at) {
            return way.step(gradients, at);
        }

        @Override
        public List<Tensor> baselines() {
            return way.baselines();
        }

        @Override
        public boolean backward() {
            return way.backward();
        }

        @Override
        public boolean needsScores() {
            return true;
        }

        @Override
        public void add(float atPoint, float[] gradients, int at) {
            way.step(gradients, at);
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
