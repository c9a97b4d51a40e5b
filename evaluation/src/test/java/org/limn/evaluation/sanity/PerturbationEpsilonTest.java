package org.limn.evaluation.sanity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.limn.attribution.gradient.GradientTimesInput;
import org.limn.attribution.gradient.Gradients;
import org.limn.attribution.gradient.IntegratedGradients;

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
    void sharesOfAMeshLeaveOutWhatTakesNothingOff() {
        double share = PerturbationEpsilon.satisfied(new double[] {1, 1, 0}, new double[] {2, 4, 0}, 0.5);
        assertThat(share).isEqualTo(0.5);
    }
}
