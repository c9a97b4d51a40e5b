package org.limn.attribution.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.limn.attribution.Baseline;
import org.limn.attribution.Explainer;
import org.limn.attribution.Functions;
import org.limn.attribution.Model;
import org.limn.autodiff.tensor.Tensor;

class SmoothGradTest {
    private static final Tensor IMAGE = Functions.row(0.5, 0.75, 1.5);

    @Test
    void withoutNoiseItIsTheGradient() {
        Tensor gradient =
                new Gradients().explain(Functions.sumOfThree(4), IMAGE, 0).attribution();
        for (int samples : new int[] {1, 2, 25}) {
            SmoothGrad method = new SmoothGrad(new Gradients(), samples, 0, SmoothGrad.Moment.MEAN, 0);
            assertThat(method.explain(Functions.sumOfThree(4), IMAGE, 0).attribution())
                    .isEqualTo(gradient);
        }
    }

    @Test
    void withoutNoiseItIsWhateverMethodIsInside() {
        Explainer inner = new IntegratedGradients(7, Baseline.WHITE);
        SmoothGrad method = new SmoothGrad(inner, 3, 0, SmoothGrad.Moment.MEAN, 0);
        assertThat(method.explain(Functions.sumOfThree(4), IMAGE, 0).attribution())
                .isEqualTo(inner.explain(Functions.sumOfThree(4), IMAGE, 0).attribution());
    }

    @Test
    void withoutNoiseThereIsNoVariance() {
        SmoothGrad method = new SmoothGrad(new Gradients(), 9, 0, SmoothGrad.Moment.VARIANCE, 0);
        assertThat(method.explain(Functions.sumOfThree(4), IMAGE, 0)
                        .attribution()
                        .data())
                .containsOnly(0);
    }

    /** The gradient of x² is 2x, under noise of deviation σ of mean 2x, mean square 4x² + 4σ², variance 4σ². */
    @ParameterizedTest
    @EnumSource(SmoothGrad.Moment.class)
    void onASquareTheMomentsAreThoseOfTheNoise(SmoothGrad.Moment moment) {
        Model square = Functions.of(x -> x[0] * x[0], x -> new double[] {2 * x[0], 2 * x[1], 2 * x[2]}, 8);
        float[] found = new SmoothGrad(new Gradients(), 40_000, 0.2, moment, 5)
                .explain(square, IMAGE, 0)
                .attribution()
                .data();
        double variance = 0.2 * 0.2; // the range of the image is 1
        for (int i = 0; i < 3; i++) {
            double x = IMAGE.data()[i];
            double expected =
                    switch (moment) {
                        case MEAN -> 2 * x;
                        case SQUARE -> 4 * x * x + 4 * variance;
                        case VARIANCE -> 4 * variance;
                    };
            // six standard deviations: of the mean 2σ/200, of squares at most 4x·2σ/200
            assertThat((double) found[i]).isCloseTo(expected, within(6 * 8 * 1.5 * 0.2 / 200));
        }
    }

    @Test
    void theSameSeedGivesTheSameBitsWhateverTheBatch() {
        Tensor one = new SmoothGrad().explain(Functions.sumOfThree(1), IMAGE, 0).attribution();
        assertThat(new SmoothGrad().explain(Functions.sumOfThree(7), IMAGE, 0).attribution())
                .isEqualTo(one);
        SmoothGrad otherSeed = new SmoothGrad(new Gradients(), 25, 0.15, SmoothGrad.Moment.MEAN, 1);
        assertThat(otherSeed.explain(Functions.sumOfThree(7), IMAGE, 0).attribution())
                .isNotEqualTo(one);
    }

    @Test
    void aPrintedMethodIsARepeatableOne() {
        assertThat(new SmoothGrad())
                .hasToString("SmoothGrad[inner=Gradients[], samples=25, noise=0.15, moment=MEAN, seed=0]");
    }
}
