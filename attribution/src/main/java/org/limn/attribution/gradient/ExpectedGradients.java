package org.limn.attribution.gradient;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.limn.attribution.Baseline;
import org.limn.attribution.Cost;
import org.limn.autodiff.tensor.Tensor;

/**
 * Expected gradients: {@code E[(x − x') ⊙ ∂F/∂x (x' + α(x − x'))]} over baselines x' and α uniform in [0,1): integrated gradients
 * averaged over baselines, by sampling. The gap compares with the mean score of all baselines, so it holds the sampling error.
 *
 * <p>Erion, Janizek, Sturmfels, Lundberg and Lee, "Improving performance of deep learning models with axiomatic attribution priors
 * and expected gradients", Nature Machine Intelligence 3 (2021), eq. 3, https://arxiv.org/abs/1906.10670.
 *
 * @param samples how many gradients
 * @param baseline where x' is drawn from, uniformly; the paper draws from the training images ({@link Baseline.Given})
 * @param seed of Java's {@code L64X128MixRandom}, which draws x', then α, sample by sample
 */
public record ExpectedGradients(int samples, Baseline baseline, long seed) implements PathMethod {
    public ExpectedGradients {
        if (samples < 1) {
            throw new IllegalArgumentException("expected gradients need at least 1 sample, got " + samples);
        }
    }

    public ExpectedGradients() {
        this(200, new Baseline.Random(20, 0), 0);
    }

    @Override
    public Cost cost(Tensor image) {
        return new Cost(1 + baseline.of(image).size(), samples);
    }

    @Override
    public List<Path> paths(Tensor image) {
        return List.of(new Draws(image, baseline.of(image)));
    }

    @Override
    public boolean stepsFromPoints() {
        return false;
    }

    private final class Draws implements Path {
        private final float[] image;
        private final List<Tensor> baselines;
        private final int[] which = new int[samples];
        private final double[] alphas = new double[samples];

        Draws(Tensor image, List<Tensor> baselines) {
            this.image = image.data();
            this.baselines = baselines;
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            Arrays.setAll(which, k -> {
                int b = random.nextInt(baselines.size());
                alphas[k] = random.nextDouble();
                return b;
            });
        }

        @Override
        public int steps() {
            return samples;
        }

        @Override
        public void point(int k, float[] to, int at) {
            float[] from = baselines.get(which[k]).data();
            for (int i = 0; i < image.length; i++) {
                to[at + i] = (float) (from[i] + alphas[k] * ((double) image[i] - from[i]));
            }
        }

        @Override
        public void move(int k, float[] gradients, int at, double[] move) {
            float[] from = baselines.get(which[k]).data();
            for (int i = 0; i < image.length; i++) {
                move[i] = ((double) image[i] - from[i]) / samples;
            }
        }

        @Override
        public List<Tensor> baselines() {
            return baselines;
        }
    }
}
