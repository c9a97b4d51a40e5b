package org.limn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.limn.attribution.Explanation;
import org.limn.attribution.Question;
import org.limn.attribution.ScoringModel;
import org.limn.attribution.control.Random;
import org.limn.attribution.settings.Settings;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

class MetricsTest {
    @Test
    void everyMetricIsReadFromItsNameAndItsSettings() {
        assertThat(Settings.names(Metric.class)).hasSizeGreaterThanOrEqualTo(14);
        for (String name : Settings.names(Metric.class)) {
            Metric metric = Settings.parse(Metric.class, name);
            assertThat(metric.name()).isEqualTo(name);
            assertThat(Settings.parse(Metric.class, Settings.print(metric))).isEqualTo(metric);
            assertThat(metric.scores()).isNotEmpty();
            assertThat(metric.scores().stream().map(ScoreKind::name)).doesNotHaveDuplicates();
        }
    }

    @Test
    void whatAMetricAsksOfTheModelIsNoMoreThanItSaysItCosts() {
        int[] asked = {0};
        ScoringModel model = images -> {
            int n = images.shape().dim(0);
            asked[0] += n;
            float[] halves = new float[2 * n];
            for (int k = 0; k < n; k++) {
                halves[2 * k] = 0.5f + images.data()[k * 3 * 20 * 20] / 4;
                halves[2 * k + 1] = 1 - halves[2 * k];
            }
            return Tensor.of(Shape.of(n, 2), halves);
        };
        float[] pixels = new float[3 * 20 * 20];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i * 7 % 256 / 255f;
        }
        Tensor image = Tensor.of(Shape.of(1, 3, 20, 20), pixels);
        Explanation explanation = Explanation.of(
                new Random(), model, new Question(image, 0), Tensor.of(Shape.of(3, 20, 20), pixels.clone()));
        for (Metric metric : Settings.all(Metric.class)) {
            if (metric instanceof ModelMetric judge) {
                asked[0] = 0;
                judge.score(model, new Subject(image, 0, Optional.empty()), explanation);
                assertThat((long) asked[0])
                        .as(metric.name())
                        .isBetween(1L, metric.cost(image).scores());
            }
        }
    }

    @Test
    void theIntervalOfEqualValuesIsAPointAndOfOneThereIsNone() {
        double[] equal = new double[20];
        Arrays.fill(equal, 3);
        assertThat(Bootstrap.of(equal, MetricsTest::mean, 0)).isEqualTo(new Bootstrap(3, 3));
        assertThat(Bootstrap.of(new double[] {1}, MetricsTest::mean, 0).low()).isNaN();
    }

    @Test
    void theIntervalOfAMeanIsTwoStandardErrorsEitherWay() {
        double[] coin = new double[400];
        Arrays.setAll(coin, i -> i % 2);
        Bootstrap interval = Bootstrap.of(coin, MetricsTest::mean, 0);
        assertThat(interval.low()).isCloseTo(0.5 - 1.96 * 0.025, within(0.005));
        assertThat(interval.high()).isCloseTo(0.5 + 1.96 * 0.025, within(0.005));
        assertThat(Bootstrap.of(coin, MetricsTest::mean, 0)).isEqualTo(interval);
    }

    private static double mean(double... values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
