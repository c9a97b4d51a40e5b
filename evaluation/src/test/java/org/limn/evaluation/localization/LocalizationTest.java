package org.limn.evaluation.localization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.limn.attribution.Channels;
import org.limn.attribution.Explanation;
import org.limn.attribution.Question;
import org.limn.attribution.control.Random;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.Scores;
import org.limn.evaluation.Skipped;
import org.limn.evaluation.Truth;

/** An object of 6 of 4×5 pixels. */
class LocalizationTest {
    private static final double AREA = 6.0 / 20;

    private static Outcome score(Localization metric, double inside, double outside, Truth truth) {
        float[] map = new float[20];
        for (int i = 0; i < 20; i++) {
            map[i] = (float) (i < 6 ? inside : outside);
        }
        Question question = new Question(Tensor.of(Shape.of(1, 1, 4, 5), new float[20]), 0);
        return metric.score(
                Explanation.of(
                        new Random(),
                        images -> Tensor.of(Shape.of(1, 1), 0f),
                        question,
                        Tensor.of(Shape.of(1, 4, 5), map)),
                truth);
    }

    private static Truth object(int area) {
        boolean[] mask = new boolean[20];
        java.util.Arrays.fill(mask, 0, area, true);
        return new Truth(mask, 4, 5);
    }

    private static double of(Outcome outcome, String name) {
        return Objects.requireNonNull(((Scores) outcome).byName().get(name), name)
                .value();
    }

    @Test
    void aPerfectMapAndAnInvertedOne() {
        Outcome perfect = score(new Localization(), 1, 0, object(6)),
                inverted = score(new Localization(), 0, 1, object(6));
        for (String name :
                List.of("roc-auc", "best-f1", "f1-at-area", "pointing-game", "average-precision", "energy-inside")) {
            assertThat(of(perfect, name)).as(name).isEqualTo(1);
        }
        assertThat(of(perfect, "mae")).isZero();
        for (String name : List.of("roc-auc", "f1-at-area", "pointing-game", "energy-inside")) {
            assertThat(of(inverted, name)).as(name).isZero();
        }
        assertThat(of(inverted, "mae")).isEqualTo(1);
        assertThat(of(inverted, "best-f1")).isCloseTo(2 * AREA / (1 + AREA), within(1e-12));
    }

    @Test
    void aConstantMapIsChanceAndHasNoErrorOnAScale() {
        Outcome constant = score(new Localization(), 2, 2, object(6));
        assertThat(of(constant, "roc-auc")).isEqualTo(0.5);
        assertThat(of(constant, "average-precision")).isCloseTo(AREA, within(1e-12));
        assertThat(((Scores) constant).byName()).doesNotContainKey("mae");
        assertThat(((Scores) constant).skipped())
                .containsEntry("mae", "mae is not defined where the map is the same everywhere and has no scale");
        Localization error = new Localization(List.of(Figure.MAE), 20, Channels.SUM);
        assertThat(score(error, 2, 2, object(6))).isInstanceOf(Skipped.class);
    }

    @Test
    void aTruthOfAnotherSizeIsAMistake() {
        assertThatThrownBy(() -> score(new Localization(), 1, 0, new Truth(new boolean[20], 5, 4)))
                .hasMessageContaining("the truth is 5×4, the map 4×5");
    }
}
