package org.limn.evaluation.axiom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.limn.attribution.Baseline;
import org.limn.attribution.Channels;
import org.limn.attribution.Explanation;
import org.limn.attribution.Question;
import org.limn.attribution.ScoringModel;
import org.limn.attribution.control.Random;
import org.limn.attribution.perturbation.AnyColor;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.evaluation.Metric;
import org.limn.evaluation.ModelMetric;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.Scores;
import org.limn.evaluation.Subject;
import org.limn.evaluation.occlusion.InsertionDeletion;
import org.limn.evaluation.occlusion.OcclusionCurves;
import org.limn.evaluation.occlusion.Parts;
import org.limn.evaluation.occlusion.Road;

/** {@code F(x) = Σ w_i x_i} on 5×7 pixels: what removing a pixel takes off is known, {@code w_i x_i}. */
class LinearModelTest {
    private static final int HEIGHT = 5, WIDTH = 7, N = HEIGHT * WIDTH;
    private static final float[] WEIGHTS = numbers(1, -1), PIXELS = numbers(2, 0);

    private static final ScoringModel LINEAR = images -> {
        float[] scores = new float[images.shape().dim(0)];
        for (int i = 0; i < images.data().length; i++) {
            scores[i / N] += WEIGHTS[i % N] * images.data()[i];
        }
        return Tensor.of(Shape.of(scores.length, 1), scores);
    };

    private static final Tensor IMAGE = Tensor.of(Shape.of(1, 1, HEIGHT, WIDTH), PIXELS);
    private static final Subject SUBJECT = new Subject(IMAGE, 0, Optional.empty());

    private static float[] numbers(long seed, double from) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] numbers = new float[N];
        for (int i = 0; i < N; i++) {
            numbers[i] = (float) random.nextDouble(from, 1);
        }
        return numbers;
    }

    private static float[] exact() {
        float[] a = new float[N];
        for (int i = 0; i < N; i++) {
            a[i] = WEIGHTS[i] * PIXELS[i];
        }
        return a;
    }

    /** {@code w_i (x_i − x̂_i)}, x̂ the mean of the neighbors, sides twice the weight of corners: what imputing pixel i alone takes off. */
    private static float[] overNeighbors() {
        float[] a = new float[N];
        for (int i = 0; i < N; i++) {
            double sum = 0, weights = 0;
            for (int j = 0; j < N; j++) {
                int dy = Math.abs(i / WIDTH - j / WIDTH), dx = Math.abs(i % WIDTH - j % WIDTH);
                double w = dy + dx == 1 ? 2 : dy == 1 && dx == 1 ? 1 : 0;
                sum += w * PIXELS[j];
                weights += w;
            }
            a[i] = (float) (WEIGHTS[i] * (PIXELS[i] - sum / weights));
        }
        return a;
    }

    private static float[] shuffled(long seed, float... numbers) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = N - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            float other = numbers[j];
            numbers[j] = numbers[i];
            numbers[i] = other;
        }
        return numbers;
    }

    private static Explanation explanation(float... a) {
        return Explanation.of(new Random(), LINEAR, new Question(IMAGE, 0), Tensor.of(Shape.of(1, HEIGHT, WIDTH), a));
    }

    private static double score(Metric metric, String name, float... a) {
        Outcome scores = ((ModelMetric) metric).score(LINEAR, SUBJECT, explanation(a));
        double value = value(scores, name);
        boolean higher = metric.scores().stream()
                .filter(k -> k.name().equals(name))
                .findFirst()
                .orElseThrow()
                .higherIsBetter();
        return higher ? value : -value;
    }

    @Test
    void noShuffledAttributionBeatsTheExactOne() {
        Baseline black = Baseline.BLACK;
        OcclusionCurves curves =
                new OcclusionCurves(10, new AnyColor(List.of(0.0)), new Parts.Pixels(), false, Channels.SUM);
        InsertionDeletion rise = new InsertionDeletion(1, black, black, Channels.SUM);
        FaithfulnessCorrelation correlation = new FaithfulnessCorrelation(5, 40, black, Channels.SUM, 0);
        SensitivityN subsets = new SensitivityN();
        Monotonicity monotone = new Monotonicity(N, black, Channels.SUM);
        CompletenessGap gap = new CompletenessGap();
        Infidelity noise = new Infidelity();
        Road road = new Road(List.of(20.0, 40.0, 60.0), 0, Channels.SUM, 0);
        float[] removed = overNeighbors();
        for (int k = 0; k < 1000; k++) {
            float[] its = shuffled(k, exact());
            for (String name : List.of("lif", "mif", "srg")) {
                assertThat(score(curves, name, its)).isLessThanOrEqualTo(score(curves, name, exact()) + 1e-5);
            }
            for (String name : List.of("insertion", "deletion")) {
                assertThat(score(rise, name, its)).isLessThanOrEqualTo(score(rise, name, exact()) + 1e-5);
            }
            assertThat(score(correlation, "correlation", its)).isLessThan(1 - 1e-4);
            assertThat(score(subsets, "correlation", its)).isLessThanOrEqualTo(1 + 1e-5);
            assertThat(score(monotone, "monotonicity", its))
                    .isLessThanOrEqualTo(score(monotone, "monotonicity", exact()) + 1e-9);
            assertThat(score(gap, "gap", its)).isLessThanOrEqualTo(score(gap, "gap", exact()) + 1e-5);
            assertThat(score(road, "morf", its)).isLessThanOrEqualTo(score(road, "morf", removed));
            assertThat(score(road, "lerf", its)).isLessThanOrEqualTo(score(road, "lerf", removed));
            assertThat(score(noise, "infidelity", shuffled(k, WEIGHTS.clone())))
                    .isLessThan(score(noise, "infidelity", WEIGHTS));
        }
        assertThat(score(correlation, "correlation", exact())).isCloseTo(1, within(1e-5));
    }

    @Test
    void theExactAttributionIsCompleteAndTheGradientPredictsNoise() {
        assertThat(score(new CompletenessGap(), "gap", exact())).isCloseTo(0, within(1e-5));
        assertThat(score(new Infidelity(), "infidelity", WEIGHTS)).isCloseTo(0, within(1e-9));
        assertThat(score(new SensitivityN(), "correlation", exact())).isCloseTo(1, within(1e-5));
    }

    @Test
    void sparsenessAndComplexityKnowOnePixelFromAll() {
        float[] one = new float[N], all = new float[N];
        one[3] = 2;
        java.util.Arrays.fill(all, 2);
        assertThat(gini(one)).isCloseTo((N - 1.0) / N, within(1e-12));
        assertThat(gini(all)).isCloseTo(0, within(1e-12));
        assertThat(entropy(one)).isCloseTo(0, within(1e-12));
        assertThat(entropy(all)).isCloseTo(Math.log(N), within(1e-12));
    }

    private static double gini(float... a) {
        return value(new Sparseness().score(explanation(a)), "gini");
    }

    private static double entropy(float... a) {
        return value(new Complexity().score(explanation(a)), "entropy");
    }

    private static double value(Outcome outcome, String name) {
        return Objects.requireNonNull(((Scores) outcome).byName().get(name)).value();
    }
}
