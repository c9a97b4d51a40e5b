package org.limn.attribution.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.limn.attribution.Batches;
import org.limn.attribution.Cost;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.Question;
import org.limn.attribution.ScoringModel;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

/**
 * A moment of what another method says of the image under noise: {@code (1/n) Σ a(x + ε_k)}, {@code ε ~ N(0, σ²)} per element, {@code
 * σ = noise·(max x − min x)}. Without noise it is the other method.
 *
 * <p>Smilkov, Thorat, Kim, Viégas and Wattenberg, "SmoothGrad: removing noise by adding noise", 2017,
 * https://arxiv.org/abs/1706.03825. PAIR's library squares by default.
 *
 * @param inner what is asked about every noisy image
 * @param noise σ as a share of the image's range
 * @param seed of Java's {@code L64X128MixRandom}, which draws noisy image after noisy image, row-major
 */
public record SmoothGrad(Explainer inner, int samples, double noise, Moment moment, long seed) implements Explainer {
    /** What is taken of the samples, element by element. */
    public enum Moment {
        /** Their mean: SmoothGrad. */
        MEAN,
        /** The mean of their squares: SmoothGrad². */
        SQUARE,
        /** Their variance (divided by n): VarGrad. */
        VARIANCE
    }

    public SmoothGrad {
        if (samples < 1 || !(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "SmoothGrad needs at least 1 sample and a noise of at least 0, got " + samples + " and " + noise);
        }
    }

    public SmoothGrad() {
        this(new Gradients(), 25, 0.15, Moment.MEAN, 0);
    }

    @Override
    public List<Explanation> explain(ScoringModel model, List<Question> questions) {
        List<Moments> moments = questions.stream().map(q -> new Moments()).toList();
        RandomGenerator[] random = new RandomGenerator[questions.size()];
        Arrays.setAll(random, n -> RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
        Batches.each((long) questions.size() * samples, model.batch(), (from, to) -> {
            List<Question> noisy = new ArrayList<>();
            for (long k = from; k < to; k++) {
                int n = (int) (k / samples);
                Question q = questions.get(n);
                noisy.add(new Question(noisy(q.image(), noise * range(q.image()), random[n]), q.target()));
            }
            List<Explanation> found = inner.explain(model, noisy);
            for (int i = 0; i < found.size(); i++) {
                moments.get((int) ((from + i) / samples)).add(found.get(i).attribution());
            }
        });
        return IntStream.range(0, questions.size())
                .mapToObj(n -> explanation(model, questions.get(n), moments.get(n)))
                .toList();
    }

    /** The same of one image over noisy ones that are given: how {@code noise} and {@code seed} are left to the caller. */
    public Explanation explain(ScoringModel model, Tensor image, int target, List<Tensor> noisy) {
        Moments moments = new Moments();
        inner.explain(model, noisy.stream().map(n -> new Question(n, target)).toList())
                .forEach(e -> moments.add(e.attribution()));
        return explanation(model, new Question(image, target), moments);
    }

    @Override
    public Cost cost(Tensor image) {
        return inner.cost(image).times(samples);
    }

    private Explanation explanation(ScoringModel model, Question question, Moments moments) {
        return Explanation.of(this, model, question, moments.of(moment));
    }

    private static double range(Tensor image) {
        float least = Float.POSITIVE_INFINITY, greatest = Float.NEGATIVE_INFINITY;
        for (float v : image.data()) {
            least = Math.min(least, v);
            greatest = Math.max(greatest, v);
        }
        return (double) greatest - least;
    }

    private static Tensor noisy(Tensor image, double sigma, RandomGenerator random) {
        float[] data = new float[image.data().length];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) (image.data()[i] + sigma * random.nextGaussian());
        }
        return Tensor.of(image.shape(), data);
    }

    /** Running mean, mean square and squared deviation (Welford's recurrence: no cancellation). */
    private static final class Moments {
        private Shape shape = Shape.SCALAR;
        private double[] mean = {};
        private double[] squares = {};
        private double[] deviations = {};
        private int n;

        void add(Tensor sample) {
            if (n == 0) {
                shape = sample.shape();
                mean = new double[sample.data().length];
                squares = new double[sample.data().length];
                deviations = new double[sample.data().length];
            }
            n++;
            for (int i = 0; i < mean.length; i++) {
                double a = sample.data()[i], away = a - mean[i];
                mean[i] += away / n;
                deviations[i] += away * (a - mean[i]);
                squares[i] += a * a;
            }
        }

        Tensor of(Moment moment) {
            double[] of =
                    switch (moment) {
                        case MEAN -> mean;
                        case SQUARE -> squares;
                        case VARIANCE -> deviations;
                    };
            double scale = moment == Moment.MEAN ? 1 : 1.0 / n;
            return Tensor64.of(shape, Arrays.stream(of).map(v -> v * scale).toArray())
                    .rounded();
        }
    }
}
