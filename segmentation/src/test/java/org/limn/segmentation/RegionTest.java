package org.limn.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.limn.segmentation.pixel.Disk;

class RegionTest {
    @Test
    void labelsAreRenumberedByFirstAppearance() {
        Segmentation s = Segmentation.of(2, 3, 7, 7, 2, 9, 2, 2);
        assertThat(s.labels()).containsExactly(0, 0, 1, 2, 1, 1);
        assertThat(s)
                .isEqualTo(Segmentation.of(2, 3, 1, 1, 5, 0, 5, 5))
                .isNotEqualTo(Segmentation.of(3, 2, 1, 1, 5, 0, 5, 5));
        assertThat(s.areas()).containsExactly(2, 3, 1);
    }

    @Test
    void labelsThatCannotBeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Segmentation.of(1, 2, 0, -1))
                .withMessageContaining("got -1 at row 0, column 1");
        assertThatIllegalArgumentException().isThrownBy(() -> Segmentation.of(1, 2, 0, 1 << 16));
        assertThatIllegalArgumentException().isThrownBy(() -> Segmentation.of(2, 2, 0, 1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> Segmentation.of(0, 2));
    }

    @Test
    void splittingCoversEveryPixelOnce() {
        SplittableRandom random = new SplittableRandom(1);
        int[] labels = random.ints(13 * 17, 0, 6).toArray();
        Segmentation s = Segmentation.of(13, 17, labels);
        int[] seen = new int[labels.length];
        List<Region> regions = s.split();
        for (int n = 0; n < regions.size(); n++) {
            Region region = regions.get(n);
            assertThat(region.area()).isEqualTo(s.areas()[n]);
            for (int r = 0; r < region.runs(); r++) {
                assertThat(region.start(r) / 17).isEqualTo((region.end(r) - 1) / 17);
                for (int i = region.start(r); i < region.end(r); i++) {
                    assertThat(s.labels()[i]).isEqualTo(n);
                    seen[i]++;
                }
            }
        }
        assertThat(seen).containsOnly(1);
    }

    @Test
    void aMaskAndItsRegionSayTheSame() {
        boolean[] mask = randomMask(2, 9 * 14, 0.4);
        Region region = Region.of(9, 14, mask);
        assertThat(region.mask()).isEqualTo(mask);
        assertThat(Region.of(9, 14, region.mask())).isEqualTo(region);
    }

    @Test
    void theBoxIsTheLeastThatHoldsTheRegion() {
        boolean[] mask = new boolean[6 * 5];
        mask[1 * 5 + 3] = true;
        mask[4 * 5 + 2] = true;
        assertThat(Region.of(6, 5, mask).box()).isEqualTo(new Rectangle(1, 2, 5, 4));
        assertThat(Region.of(6, 5, new boolean[30]).box()).isEqualTo(new Rectangle(0, 0, 0, 0));
    }

    @Test
    void dilatingRunsIsDilatingPixels() {
        for (int radius : new int[] {0, 1, 2, 5, 30}) {
            for (double density : new double[] {0, 0.002, 0.05, 1}) {
                boolean[] mask = randomMask(radius, 23 * 31, density);
                assertThat(Region.of(23, 31, mask).dilated(new Disk(radius)).mask())
                        .isEqualTo(new Disk(radius).dilate(mask, 23, 31));
            }
        }
    }

    private static boolean[] randomMask(long seed, int n, double density) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean[] mask = new boolean[n];
        for (int i = 0; i < n; i++) {
            mask[i] = random.nextDouble() < density;
        }
        return mask;
    }
}
