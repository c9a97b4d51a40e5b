package org.limn.segmentation.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PixelTest {
    /** Red, green, blue, white, black and a dark grey in CIELAB, as scikit-image 0.19.3's {@code rgb2lab} prints them. */
    @Test
    void labOfKnownColors() {
        double[][] lab =
                Lab.fromRgb(new double[] {1, 0, 0, 1, 0, 0.03}, new double[] {0, 1, 0, 1, 0, 0.03}, new double[] {
                    0, 0, 1, 1, 0, 0.03
                });
        double[][] expected = {
            {53.2405879437449, 87.73509948831895, 32.29567256501351, 100.0, 0.0, 2.097427244582043},
            {
                80.0923082256922,
                -86.18302974439501,
                79.18559091176556,
                -0.0024549378620508655,
                0.0,
                -0.00013316452433798087
            },
            {67.2027510444287, 83.17970317538452, -107.85730020669489, 0.004653421154054982, 0.0, 0.0002524134108339293}
        };
        for (int c = 0; c < 3; c++) {
            assertThat(lab[c]).containsExactly(expected[c], Offset.offset(1e-12));
        }
    }

    @Test
    void diskHoldsThePixelsWithinItsRadius() {
        for (int radius : new int[] {0, 1, 5, 13}) {
            for (int dy = -radius; dy <= radius; dy++) {
                int reach = new Disk(radius).reach(dy);
                assertThat(reach * reach + dy * dy).isLessThanOrEqualTo(radius * radius);
                assertThat((reach + 1) * (reach + 1) + dy * dy).isGreaterThan(radius * radius);
            }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Disk(-1));
    }

    @Test
    void dilationOfOnePixelIsTheDiskCutByTheEdge() {
        boolean[] mask = new boolean[5 * 6];
        mask[1 * 6 + 4] = true;
        boolean[] grown = new Disk(2).dilate(mask, 5, 6);
        for (int i = 0; i < grown.length; i++) {
            int dy = i / 6 - 1;
            int dx = i % 6 - 4;
            assertThat(grown[i]).isEqualTo(dy * dy + dx * dx <= 4);
        }
    }

    @Test
    void setsUniteToWhatIsConnected() {
        DisjointSets sets = new DisjointSets(200);
        SplittableRandom random = new SplittableRandom(5);
        int[] slow = new int[200];
        java.util.Arrays.setAll(slow, i -> i);
        for (int n = 0; n < 150; n++) {
            int a = random.nextInt(200);
            int b = random.nextInt(200);
            if (sets.find(a) != sets.find(b)) {
                sets.union(sets.find(a), sets.find(b));
            }
            int from = slow[a];
            int to = slow[b];
            java.util.Arrays.setAll(slow, i -> slow[i] == from ? to : slow[i]);
        }
        for (int i = 0; i < 200; i++) {
            int size = 0;
            for (int j = 0; j < 200; j++) {
                assertThat(sets.find(i) == sets.find(j)).isEqualTo(slow[i] == slow[j]);
                size += slow[i] == slow[j] ? 1 : 0;
            }
            assertThat(sets.size(sets.find(i))).isEqualTo(size);
        }
    }

    @Test
    void nearestTakesThePixelInWhichTheMiddleLies() {
        assertThat(Resize.nearest(2, 5)).containsExactly(0, 0, 1, 1, 1);
        assertThat(Resize.nearest(7, 3)).containsExactly(1, 3, 5);
        assertThat(Resize.nearest(new int[] {1, 2, 3, 4}, 2, 2, 2, 4)).containsExactly(1, 1, 2, 2, 3, 3, 4, 4);
    }

    @Test
    void cubicResizingToTheSameSizeChangesNothing() {
        double[] plane = random(7 * 11);
        assertThat(Resize.cubic(new double[][] {plane}, 7, 11, 7, 11)[0]).containsExactly(plane, Offset.offset(1e-7));
    }

    @Test
    void cubicResizingStaysInTheRangeOfAllPlanes() {
        double[][] planes = {random(20 * 30), new double[20 * 30]};
        planes[1][5] = -2;
        for (double[] out : Resize.cubic(planes, 20, 30, 50, 9)) {
            assertThat(out).hasSize(450);
            for (double v : out) {
                assertThat(v).isBetween(-2.0, 1.0);
            }
        }
    }

    /** Far from the zeros beyond the edges, a cubic spline reproduces a cubic; the twelfth power of its pole is 1e-7. */
    @Test
    void cubicSplineReproducesACubicInTheMiddle() {
        double[][] rows = new double[60][1];
        for (int y = 0; y < 60; y++) {
            rows[y][0] = cubic(y);
        }
        double[][] twice = CubicSpline.acrossRows(rows, 120);
        for (int k = 50; k < 70; k++) {
            assertThat(twice[k][0]).isCloseTo(cubic((k + 0.5) / 2 - 0.5), Offset.offset(1e-9));
        }
    }

    private static double cubic(double y) {
        double t = y / 60;
        return 0.3 + t - 2 * t * t + t * t * t;
    }

    private static double[] random(int n) {
        double[] plane = new SplittableRandom(n).doubles(n).toArray();
        for (int i = 0; i < n; i++) {
            plane[i] = (float) plane[i];
        }
        return plane;
    }
}
