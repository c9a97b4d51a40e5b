package org.limn.evaluation.localization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MapAndTruthTest {
    private static final int PIXELS = 13 * 17;

    private static boolean[] object(int area) {
        boolean[] truth = new boolean[PIXELS];
        for (int i = 0; i < area; i++) {
            truth[i * 7 % PIXELS] = true;
        }
        return truth;
    }

    private static double[] map(boolean[] truth, double inside, double outside) {
        double[] map = new double[truth.length];
        for (int i = 0; i < map.length; i++) {
            map[i] = truth[i] ? inside : outside;
        }
        return map;
    }

    @Test
    void aPerfectMapHasTheBestOfEveryFigure() {
        boolean[] truth = object(40);
        MapAndTruth both = new MapAndTruth(map(truth, 3, -1), truth);
        assertThat(both.rocAuc()).hasValue(1);
        assertThat(both.averagePrecision()).hasValueCloseTo(1.0, within(1e-15));
        assertThat(both.bestF1()).isEqualTo(new MapAndTruth.BestF1(1, 3));
        assertThat(both.f1AtArea()).hasValue(1);
        assertThat(both.iouTop(100.0 * 40 / PIXELS)).hasValue(1);
        assertThat(both.meanAbsoluteError()).hasValue(0);
        assertThat(both.pointingGame()).hasValue(1);
        assertThat(both.pointingShare()).hasValue(1);
        assertThat(both.energyInside()).hasValue(1);
    }

    @Test
    void anInvertedMapHasTheWorstAndItsBestF1TakesEverything() {
        boolean[] truth = object(40);
        double a = 40.0 / PIXELS;
        MapAndTruth both = new MapAndTruth(map(truth, 0, 1), truth);
        assertThat(both.rocAuc()).hasValue(0);
        assertThat(both.bestF1().f1()).isCloseTo(2 * a / (1 + a), within(1e-15));
        assertThat(both.bestF1().threshold()).isZero();
        assertThat(both.f1AtArea()).hasValue(0);
        assertThat(both.meanAbsoluteError()).hasValue(1);
        assertThat(both.pointingGame()).hasValue(0);
        assertThat(both.energyInside()).hasValue(0);
    }

    @Test
    void aConstantMapIsAsGoodAsChanceAndHasNoErrorOnAScale() {
        boolean[] truth = object(40);
        MapAndTruth both = new MapAndTruth(map(truth, 2, 2), truth);
        assertThat(both.rocAuc()).hasValue(0.5);
        assertThat(both.averagePrecision()).hasValueCloseTo(40.0 / PIXELS, within(1e-15));
        assertThat(both.pointingShare()).hasValueCloseTo(40.0 / PIXELS, within(1e-15));
        assertThat(both.energyInside()).hasValueCloseTo(40.0 / PIXELS, within(1e-12));
        assertThat(both.meanAbsoluteError()).isEmpty();
    }

    @Test
    void figuresOfNothingTrueAreNotDefined() {
        MapAndTruth nothing = new MapAndTruth(new double[] {1, 2, 3}, new boolean[3]);
        assertThat(nothing.rocAuc()).isEmpty();
        assertThat(nothing.averagePrecision()).isEmpty();
        assertThat(nothing.pointingGame()).isEmpty();
        assertThat(new MapAndTruth(new double[] {-1, -2}, new boolean[] {true, false}).energyInside())
                .isEmpty();
        assertThat(new MapAndTruth(new double[] {1, 2}, new boolean[] {true, true}).rocAuc())
                .isEmpty();
    }

    @Test
    void theAreaUnderTheCurveCountsPairsWithTiesByHalf() {
        SplittableRandom random = new SplittableRandom(7);
        boolean[] truth = object(60);
        double[] map = random.ints(PIXELS, -3, 4).asDoubleStream().toArray();
        double pairs = 0, won = 0;
        for (int i = 0; i < PIXELS; i++) {
            for (int j = 0; j < PIXELS; j++) {
                if (truth[i] && !truth[j]) {
                    pairs++;
                    won += map[i] > map[j] ? 1 : map[i] == map[j] ? 0.5 : 0;
                }
            }
        }
        assertThat(new MapAndTruth(map, truth).rocAuc()).hasValueCloseTo(won / pairs, within(1e-12));
    }

    @Test
    void aMapOfAnotherSizeOrWithNanIsRefused() {
        assertThatThrownBy(() -> new MapAndTruth(new double[2], new boolean[3])).hasMessageContaining("got 2 and 3");
        assertThatThrownBy(() -> new MapAndTruth(new double[] {0, Double.NaN}, new boolean[2]))
                .hasMessageContaining("NaN at place 1");
    }
}
