package org.limn.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.limn.autodiff.tensor.Tensor;

/** The nearest centre of each pixel as its definition finds it: distances to all centres that see the pixel, in float64. */
class NearestCentresTest {
    private static final int HEIGHT = 300;
    private static final int WIDTH = 29;

    @TestFactory
    Stream<DynamicTest> labelsAreThoseOfTheDefinition() {
        return Stream.of(1e-22, 1e-3, 0.1, 1.0, 1e3, 1e30)
                .flatMap(factor -> Stream.of(3, 5, 60, 900, 4000).flatMap(seeds -> Stream.of(3, 4)
                        .map(channels -> DynamicTest.dynamicTest(
                                "colors times " + factor + ", " + seeds + " seeds, " + channels + " channels",
                                () -> check(factor, seeds, channels)))));
    }

    private static void check(double factor, int seeds, int channels) {
        Strips strips = new Strips(HEIGHT, WIDTH);
        double[][] colors = colors(factor, channels);
        SeedGrid grid = SeedGrid.of(HEIGHT, WIDTH, seeds);
        SlicCentres centres = new SlicCentres(strips, colors, grid, true);
        NearestCentres nearest = new NearestCentres(strips, colors, centres);
        int[][] labels = new int[strips.count()][strips.size()];
        double typical = 1;
        for (int round = 0; round < 3; round++) {
            int[] expected = nearest(centres, strips.rowMajor(labels));
            typical = nearest.assign(labels, typical);
            assertThat(strips.rowMajor(labels)).isEqualTo(expected);
            centres.move(labels);
        }
    }

    /** Noise, with flat areas, where distances tie. */
    private static double[][] colors(double factor, int channels) {
        Tensor noise = Pictures.noise(1, channels, HEIGHT, WIDTH);
        double[][] colors = new double[channels][HEIGHT * WIDTH];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < colors[c].length; i++) {
                colors[c][i] = i / WIDTH % 50 < 25 ? factor : noise.data()[c * HEIGHT * WIDTH + i] * factor;
            }
        }
        return colors;
    }

    private static int[] nearest(SlicCentres centres, int... before) {
        int[] labels = before.clone();
        Arrays.setAll(labels, i -> nearest(centres, i / WIDTH, i % WIDTH, before[i]));
        return labels;
    }

    private static int nearest(SlicCentres centres, int row, int column, int before) {
        int label = before;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < centres.count(); k++) {
            if (centres.sees(k, row, column) && centres.distance(k, row, column) < least) {
                least = centres.distance(k, row, column);
                label = k;
            }
        }
        return label;
    }
}
