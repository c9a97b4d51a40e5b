package org.limn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.limn.attribution.settings.Settings;

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
