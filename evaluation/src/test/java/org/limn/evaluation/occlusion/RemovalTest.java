package org.limn.evaluation.occlusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.limn.attribution.Baseline;
import org.limn.attribution.Channels;
import org.limn.attribution.Explanation;
import org.limn.attribution.Model;
import org.limn.attribution.Question;
import org.limn.attribution.ScoringModel;
import org.limn.attribution.control.Random;
import org.limn.attribution.perturbation.SegmentMean;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.evaluation.ModelMetric;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.Scores;
import org.limn.evaluation.Subject;
import org.limn.evaluation.axiom.MaxSensitivity;
import org.limn.evaluation.axiom.Monotonicity;
import org.limn.segmentation.Grid;

/** Images of 6×7 pixels; the models are sums of pixels. */
class RemovalTest {
    private static final int HEIGHT = 6, WIDTH = 7, N = HEIGHT * WIDTH;

    private static ScoringModel times(float weight) {
        return images -> {
            float[] sums = new float[images.shape().dim(0)];
            for (int i = 0; i < images.data().length; i++) {
                sums[i / N] += weight * images.data()[i];
            }
            return Tensor.of(Shape.of(sums.length, 1), sums);
        };
    }

    private static Tensor ramp() {
        float[] data = new float[N];
        for (int i = 0; i < N; i++) {
            data[i] = 0.1f + 0.05f * (i % WIDTH) + 0.02f * (i / WIDTH);
        }
        return Tensor.of(Shape.of(1, 1, HEIGHT, WIDTH), data);
    }

    private static Outcome score(ModelMetric metric, ScoringModel model, Tensor image) {
        Tensor map = Tensor.of(Shape.of(1, HEIGHT, WIDTH), image.data().clone());
        Explanation explanation = Explanation.of(new Random(), model, new Question(image, 0), map);
        return metric.score(model, new Subject(image, 0, Optional.empty()), explanation);
    }

    private static double of(Outcome outcome, String name) {
        return Objects.requireNonNull(((Scores) outcome).byName().get(name)).value();
    }

    @Test
    void aRampIsFilledInFromItsBorderAndAHoleFromItsNeighbors() {
        Tensor image = ramp();
        boolean[] gone = new boolean[N];
        for (int i = 0; i < N; i++) {
            gone[i] = i / WIDTH > 0 && i / WIDTH < HEIGHT - 1 && i % WIDTH > 0 && i % WIDTH < WIDTH - 1;
        }
        float[] filled = LinearImputation.fill(image, gone).data();
        for (int i = 0; i < N; i++) {
            assertThat(filled[i]).isCloseTo(image.data()[i], within(1e-6f));
        }
        float[] peak = new float[N];
        peak[2 * WIDTH + 3] = 1; // its side weighs 1/6 and its corner 1/12 of 1
        boolean[] one = new boolean[N];
        one[2 * WIDTH + 2] = true;
        assertThat(LinearImputation.fill(Tensor.of(image.shape(), peak), one).data()[2 * WIDTH + 2])
                .isCloseTo(1 / 6f, within(1e-6f));
    }

    @Test
    void roadChangesNothingOfAConstantImage() {
        float[] grey = new float[N];
        Arrays.fill(grey, 0.5f);
        Outcome road = score(
                new Road(List.of(20.0, 60.0), 0, Channels.SUM, 0),
                times(1),
                Tensor.of(Shape.of(1, 1, HEIGHT, WIDTH), grey));
        assertThat(of(road, "morf")).isCloseTo(N / 2.0, within(1e-4));
        assertThat(of(road, "lerf")).isCloseTo(N / 2.0, within(1e-4));
    }

    @Test
    void roadFallsFasterWhereTheBrightPixelsGoFirst() {
        Outcome road = score(new Road(), times(1), ramp());
        assertThat(of(road, "morf")).isLessThan(of(road, "lerf"));
    }

    @Test
    void segmentsThatAreRemovedTakeTheirOwnMeanAndNotTheImages() {
        Outcome curves = score(
                new OcclusionCurves(5, new SegmentMean(), new Parts.Segments(new Grid(2, 2)), false, Channels.SUM),
                times(1),
                ramp());
        double sum = times(1).scores(ramp()).data()[0];
        assertThat(of(curves, "mif")).isCloseTo(sum, within(1e-4));
        assertThat(of(curves, "lif")).isCloseTo(sum, within(1e-4));
    }

    @Test
    void aScoreThatOnlyRisesIsMonotoneAndOneThatOnlyFallsIsNot() {
        Monotonicity steps = new Monotonicity(6, Baseline.BLACK, Channels.SUM);
        assertThat(of(score(steps, times(1), ramp()), "monotonicity")).isEqualTo(1);
        assertThat(of(score(steps, times(-1), ramp()), "monotonicity")).isZero();
    }

    @Test
    void aMethodThatIgnoresTheImageIsNotSensitiveToIt() {
        Model sum = new Model() {
            @Override
            public Tensor scores(Tensor images) {
                return times(1).scores(images);
            }

            @Override
            public Tensor gradients(Tensor images, int[] targets) {
                float[] ones = new float[images.data().length];
                Arrays.fill(ones, 1);
                return Tensor.of(images.shape(), ones);
            }
        };
        Subject subject = new Subject(ramp(), 0, Optional.empty());
        for (var method : List.of(new Random(), new org.limn.attribution.gradient.Gradients())) {
            Outcome still = new MaxSensitivity().score(sum, subject, method, method.explain(sum, ramp(), 0));
            assertThat(of(still, "max-sensitivity")).isZero();
        }
        var product = new org.limn.attribution.gradient.GradientTimesInput();
        Outcome noisy = new MaxSensitivity(10, 0.02, 0).score(sum, subject, product, product.explain(sum, ramp(), 0));
        // noise is uniform in ±0.02, of variance 0.02²/3
        double norm = 0;
        for (float v : ramp().data()) {
            norm += v * v;
        }
        assertThat(of(noisy, "avg-sensitivity")).isCloseTo(0.02 * Math.sqrt(N / 3.0 / norm), within(0.01));
        assertThat(of(noisy, "max-sensitivity")).isGreaterThan(of(noisy, "avg-sensitivity"));
    }
}
