package org.limn.evaluation.sanity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.limn.attribution.Baseline;
import org.limn.attribution.Explainer;
import org.limn.attribution.gradient.GradientTimesInput;
import org.limn.attribution.gradient.Gradients;
import org.limn.attribution.gradient.GuidedIg;
import org.limn.attribution.gradient.IntegratedGradients;
import org.limn.attribution.gradient.Quadrature;
import org.limn.attribution.gradient.SmoothGrad;
import org.limn.attribution.settings.Settings;

class PerturbationEpsilonTest {
    private static final double[] EPSILONS = {0, 1e-3, 1e-2, 0.1};

    @Test
    void theFunctionTakesItsValuesAndItsMaximumHasNoSlope() {
        Bicubic f = PerturbationEpsilon.function(
                RandomGeneratorFactory.of("L64X128MixRandom").create(3));
        assertThat(f.value(127, 127)).isCloseTo(1, within(1e-12));
        double[] at = f.maximumFrom(127, 127);
        assertThat(f.value(at[0], at[1])).isGreaterThanOrEqualTo(1);
        assertThat(f.value(at[0], at[1], true, false)).isCloseTo(0, within(1e-7));
        assertThat(f.value(at[0], at[1], false, true)).isCloseTo(0, within(1e-7));
    }

    @Test
    void atTheMaximumGradientsFailForEveryEpsilonAboveZero() {
        PerturbationEpsilon test = new PerturbationEpsilon(100, true, 0);
        assertThat(test.failing(new Gradients(), EPSILONS)).containsExactly(new double[] {0, 1, 1, 1}, within(1e-9));
        assertThat(test.failing(new GradientTimesInput(), EPSILONS))
                .containsExactly(new double[] {0, 1, 1, 1}, within(1e-9));
    }

    @Test
    void atTheNodeGradientTimesInputFailsOnlyForTheLargest() {
        double[] failing = new PerturbationEpsilon(100, false, 0).failing(new GradientTimesInput(), EPSILONS);
        assertThat(failing[0]).isZero();
        assertThat(failing[2]).isLessThan(0.03);
        assertThat(failing[3]).isBetween(0.01, 0.15);
    }

    @Test
    void integratedGradientsFailSeldom() {
        double[] failing = new PerturbationEpsilon(100, true, 0).failing(new IntegratedGradients(), EPSILONS);
        assertThat(failing[0]).isZero();
        assertThat(failing[2]).isLessThan(0.06);
        assertThat(failing[3]).isBetween(0.05, 0.35);
    }

    @Test
    void theTableOfThePageIsWhatAThousandFunctionsGive() throws IOException {
        Baseline both = Baseline.BLACK_AND_WHITE;
        List<Explainer> methods = List.of(
                new Gradients(),
                new GradientTimesInput(),
                new SmoothGrad(),
                new IntegratedGradients(),
                new IntegratedGradients(50, Quadrature.MIDPOINT, Baseline.WHITE),
                new IntegratedGradients(50, Quadrature.MIDPOINT, both),
                new GuidedIg());
        StringBuilder table = new StringBuilder();
        for (Explainer method : methods) {
            String[] places = {"", ""};
            for (int place = 0; place < 2; place++) {
                double[] failing = new PerturbationEpsilon(1000, place == 1, 0).failing(method, EPSILONS);
                places[place] = DoubleStream.of(failing)
                        .mapToObj(f -> String.format(Locale.ROOT, "%.1f", 100 * f))
                        .collect(Collectors.joining(" / "));
            }
            String name = method instanceof IntegratedGradients ig
                    ? "integrated-gradients:baseline=" + Settings.name(ig.baseline())
                    : method.name();
            table.append("| `" + name + "` | " + places[0] + " | " + places[1] + " |\n");
        }
        Path page = Path.of(System.getProperty("limn.root", "..")).resolve("docs/evaluation.md");
        assertThat(Files.readString(page)).contains(table);
    }

    @Test
    void sharesOfAMeshLeaveOutWhatTakesNothingOff() {
        double share = PerturbationEpsilon.satisfied(new double[] {1, 1, 0}, new double[] {2, 4, 0}, 0.5);
        assertThat(share).isEqualTo(0.5);
    }
}
