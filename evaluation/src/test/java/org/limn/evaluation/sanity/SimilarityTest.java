package org.limn.evaluation.sanity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SimilarityTest {
    private static final int HEIGHT = 53, WIDTH = 67;

    private static double[] noise(long seed) {
        return new SplittableRandom(seed).doubles(HEIGHT * WIDTH).toArray();
    }

    @Test
    void aMapIsLikeItself() {
        double[] map = noise(1);
        assertThat(Similarity.spearman(map, map)).isCloseTo(1, within(1e-12));
        assertThat(Similarity.ssim(map, map, HEIGHT, WIDTH)).isCloseTo(1, within(1e-12));
        assertThat(Similarity.gaussianSsim(map, map, HEIGHT, WIDTH)).isCloseTo(1, within(1e-12));
        assertThat(Similarity.hog(map, map, HEIGHT, WIDTH)).isCloseTo(1, within(1e-12));
    }

    @Test
    void independentNoiseIsNot() {
        double[] a = noise(1), b = noise(2);
        assertThat(Similarity.spearman(a, b)).isCloseTo(0, within(0.1));
        assertThat(Similarity.ssim(a, b, HEIGHT, WIDTH)).isCloseTo(0, within(0.1));
    }

    @Test
    void ranksForgetScaleAndSign() {
        double[] a = noise(1);
        double[] cubed = Arrays.stream(a).map(v -> v * v * v + 2).toArray();
        assertThat(Similarity.spearman(a, cubed)).isCloseTo(1, within(1e-12));
        assertThat(Similarity.spearman(a, Arrays.stream(a).map(v -> -v).toArray()))
                .isCloseTo(-1, within(1e-12));
    }

    @Test
    void scaledMapsReachFromZeroToOneAndConstantOnesAreZero() {
        assertThat(Similarity.scaled(2, 4, 3)).containsExactly(0, 1, 0.5);
        assertThat(Similarity.scaled(7, 7)).containsExactly(0, 0);
    }

    @Test
    void mapsTooSmallForAWindowAreRefused() {
        assertThatThrownBy(() -> Similarity.ssim(new double[36], new double[36], 6, 6))
                .hasMessageContaining("at least 7 pixels a side, got 6×6");
        assertThatThrownBy(() -> Similarity.orientations(new double[40 * 60], 40, 60))
                .hasMessageContaining("at least 48 pixels");
    }
}
