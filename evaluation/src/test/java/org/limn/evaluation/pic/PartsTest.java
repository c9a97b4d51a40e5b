package org.limn.evaluation.pic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.limn.evaluation.Curve;
import org.limn.evaluation.Score;
import org.limn.loader.image.Image;

class PartsTest {
    @Test
    void aHundredthOfThePixelsIsKeptAtRandomAndAlwaysTheSame() {
        boolean[] mask = Kept.random(2590, 5);
        int kept = 0;
        for (boolean k : mask) {
            kept += k ? 1 : 0;
        }
        assertThat(kept).isEqualTo(25);
        assertThat(Kept.random(2590, 5)).isEqualTo(mask);
        assertThat(Kept.random(2590, 6)).isNotEqualTo(mask);
    }

    @Test
    void quantilesAreLinearBetweenNeighbors() {
        double[] sorted = {1, 2, 4, 8};
        assertThat(Kept.quantile(sorted, 0)).isEqualTo(1);
        assertThat(Kept.quantile(sorted, 1)).isEqualTo(8);
        assertThat(Kept.quantile(sorted, 0.5)).isEqualTo(3);
        assertThat(Kept.quantile(sorted, 0.25)).isEqualTo(1.75);
    }

    @Test
    void theBestPixelsAreKeptWithAllTheirEqualsAndTheRandomOnes() {
        double[] map = {0, 3, 3, 1, 2};
        boolean[] random = {true, false, false, false, false};
        assertThat(Kept.best(map, Kept.sorted(map), 0.25, random)).containsExactly(true, true, true, false, false);
        assertThat(Kept.best(map, Kept.sorted(map), 1, random)).containsOnly(true);
    }

    @Test
    void aPictureOfWhichEverythingIsKeptIsItselfAndARampComesBackFromItsCorners() {
        byte[] rgb = new byte[3 * 9 * 5];
        for (int i = 0; i < 45; i++) {
            rgb[3 * i] = (byte) (10 * (i % 9));
            rgb[3 * i + 1] = (byte) (20 * (i / 9));
            rgb[3 * i + 2] = 77;
        }
        Image ramp = Image.of(9, 5, rgb);
        boolean[] all = new boolean[45];
        java.util.Arrays.fill(all, true);
        assertThat(DelaunayBlur.of(ramp, all)).isEqualTo(ramp);
        assertThat(DelaunayBlur.of(ramp, new boolean[45])).isEqualTo(ramp);
    }

    @Test
    void theNotebookRefusesWhatItCannotNormalize() {
        Notebook style = new Notebook();
        double[] bytes = {10, 20, 30};
        assertThat(style.refusal(Performance.SIC, bytes, new double[] {0, 0.2, 0.4}))
                .hasValueSatisfying(r -> assertThat(r).contains("below the least that counts"));
        assertThat(style.refusal(Performance.SIC, new double[] {30, 20, 30}, new double[] {0, 1, 1}))
                .hasValueSatisfying(r -> assertThat(r).contains("no less information"));
        assertThat(style.refusal(Performance.SIC, bytes, new double[] {0.9, 0.9, 0.9}))
                .hasValueSatisfying(r -> assertThat(r).contains("not below the original's"));
        assertThat(style.refusal(Performance.SIC, bytes, new double[] {0, 1, 1}))
                .isEmpty();
    }

    @Test
    void theNotebooksDiagonalHasAnAreaOfAHalf() {
        Score score =
                new Notebook().score(Performance.SIC, new double[] {10, 15, 20, 30}, new double[] {0, 0.25, 0.5, 1});
        // from (1/4, 1/4), the first point, through (1/2, 1/2) to (1, 1); before it the line from (0, 0)
        assertThat(score.value()).isCloseTo(0.5, within(1e-6));
        Score falling =
                new Notebook().score(Performance.SIC, new double[] {0, 50, 75, 100}, new double[] {0, 1, 0.5, 1});
        assertThat(falling.value()).as("monotone").isCloseTo(0.75, within(1e-3));
    }

    @Test
    void thePaperBinsSharesUnclipped() {
        Score score =
                new Paper(2).score(Performance.SIC, new double[] {10, 60, 80, 100}, new double[] {0.2, 0.8, 1, 0.5});
        // shares (0.1, 0.4), (0.6, 1.6), (0.8, 2), (1, 1): medians 0.4 at 1/4 and 1.6 at 3/4
        assertThat(score.value()).isCloseTo(0.25 * 0.4 + 0.5 * 1 + 0.25 * 1.6, within(1e-12));
        assertThat(new Paper().refusal(Performance.SIC, new double[] {1, 2}, new double[] {0, 0}))
                .isPresent();
        assertThat(new Paper().refusal(Performance.AIC, new double[] {1, 2}, new double[] {0, 0}))
                .isEmpty();
        Curve one = new Curve("information", "accuracy", new double[] {0.2, 0.9}, new double[] {0, 1});
        Curve other = new Curve("information", "accuracy", new double[] {0.3, 1.1}, new double[] {1, 1});
        assertThat(new Paper(2).joined(Performance.AIC, List.of(one, other)).y())
                .containsExactly(0.5, 0.5, 1, 1);
    }
}
