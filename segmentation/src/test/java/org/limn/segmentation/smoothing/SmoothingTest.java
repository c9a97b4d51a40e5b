package org.limn.segmentation.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.segmentation.Grid;
import org.limn.segmentation.Region;
import org.limn.segmentation.Segmentation;
import org.limn.segmentation.pixel.Border;
import org.limn.segmentation.pixel.Disk;
import org.limn.segmentation.pixel.GaussianFilter;

class SmoothingTest {
    /** Masks are kept in float32, whose numbers up to 1 are 6e-8 apart. */
    private static final Offset<Float> FLOAT = Offset.offset(1.2e-7f);

    private static final Segmentation SCATTERED = scattered(29, 41, 9);

    private static Segmentation scattered(int height, int width, int regions) {
        SplittableRandom random = new SplittableRandom(3);
        return Segmentation.of(
                height, width, random.ints((long) height * width, 0, regions).toArray());
    }

    @Test
    void servicesNameThemAll() {
        assertThat(ServiceLoader.load(Smoothing.class))
                .containsExactlyInAnyOrder(
                        new BilinearGrid(), new Dilation(5), new Gaussian(10, Border.REFLECT), new Hard());
    }

    @Test
    void hardMasksAreTheRegions() {
        SoftMasks masks = new Hard().smooth(SCATTERED);
        assertThat(masks.count()).isEqualTo(SCATTERED.regions());
        for (int s = 0; s < masks.count(); s++) {
            for (int i = 0; i < 29 * 41; i++) {
                assertThat(masks.mask(s).data()[i]).isEqualTo(SCATTERED.labels()[i] == s ? 1 : 0);
            }
        }
    }

    @Test
    void gaussianMasksAreFilteredIndicatorsForAnyBorder() {
        for (Border border : Border.values()) {
            for (Segmentation segmentation : List.of(SCATTERED, new Grid(3, 5).segment(29, 41), scattered(1, 50, 4))) {
                GaussianFilter filter = new GaussianFilter(1.7, border);
                SoftMasks masks = new Gaussian(1.7, border).smooth(segmentation);
                for (int s = 0; s < masks.count(); s++) {
                    int region = s;
                    double[] indicator = Arrays.stream(segmentation.labels())
                            .mapToDouble(l -> l == region ? 1 : 0)
                            .toArray();
                    filter.smooth(indicator, segmentation.height(), segmentation.width());
                    for (int i = 0; i < indicator.length; i++) {
                        assertThat(masks.mask(s).data()[i]).isCloseTo((float) indicator[i], FLOAT);
                    }
                }
            }
        }
    }

    @Test
    void gaussianWithoutWidthIsHard() {
        assertThat(new Gaussian(0).smooth(SCATTERED).dense())
                .isEqualTo(new Hard().smooth(SCATTERED).dense());
    }

    @Test
    void theStudysSigmaForSevenBySevenIsTen() {
        assertThat(Gaussian.forSegments(49)).isEqualTo(new Gaussian());
    }

    @Test
    void dilatedMasksAreGrownRegions() {
        SoftMasks masks = new Dilation(3).smooth(SCATTERED);
        List<Region> regions = SCATTERED.split();
        for (int s = 0; s < masks.count(); s++) {
            boolean[] grown = regions.get(s).dilated(new Disk(3)).mask();
            for (int i = 0; i < grown.length; i++) {
                assertThat(masks.mask(s).data()[i]).isEqualTo(grown[i] ? 1 : 0);
            }
        }
    }

    @Test
    void bilinearMasksAddUpToOneAndAreOneInTheMiddleOfACell() {
        SoftMasks masks = new BilinearGrid().smooth(new Grid(3, 5).segment(27, 45));
        for (int s = 0; s < 15; s++) {
            assertThat(masks.mask(s).data()[(s / 5 * 9 + 4) * 45 + s % 5 * 9 + 4])
                    .isEqualTo(1);
        }
        float[] sum = new float[27 * 45];
        for (int i = 0; i < 15 * sum.length; i++) {
            sum[i % sum.length] += masks.dense().data()[i];
        }
        for (float v : sum) {
            assertThat(v).isCloseTo(1, Offset.offset(4 * 1.2e-7f));
        }
    }

    @Test
    void bilinearMasksOfOneRowColumnOrCell() {
        for (Grid grid : List.of(new Grid(1, 1), new Grid(1, 4), new Grid(6, 1), new Grid(50, 50))) {
            assertThat(new BilinearGrid().smooth(grid.segment(10, 12)).count())
                    .isEqualTo(grid.segment(10, 12).regions());
        }
    }

    @Test
    void bilinearMasksOfAnythingButAGridAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BilinearGrid().smooth(SCATTERED))
                .withMessageContaining("of a grid");
    }

    @Test
    void blendIsTheWeightedMean() {
        for (Smoothing smoothing : List.of(new Hard(), new Gaussian(2, Border.CONSTANT), new Dilation(2))) {
            SoftMasks masks = smoothing.smooth(SCATTERED);
            double[] z = new SplittableRandom(8).doubles(masks.count()).toArray();
            z[2] = 0;
            Tensor blend = masks.blend(z);
            float[] dense = masks.dense().data();
            for (int i = 0; i < 29 * 41; i++) {
                double above = 0;
                double below = 0;
                for (int s = 0; s < z.length; s++) {
                    above += z[s] * dense[s * 29 * 41 + i];
                    below += dense[s * 29 * 41 + i];
                }
                assertThat(blend.data()[i]).isCloseTo((float) (above / below), FLOAT);
            }
        }
    }

    @Test
    void keepingAllRegionsKeepsEveryPixelExactly() {
        for (Smoothing smoothing :
                List.of(new Hard(), new Gaussian(3), new Gaussian(3, Border.CONSTANT), new Dilation(4))) {
            SoftMasks masks = smoothing.smooth(SCATTERED);
            double[] ones = new double[masks.count()];
            Arrays.fill(ones, 1);
            assertThat(masks.blend(ones)).isEqualTo(Tensor.filled(Shape.of(29, 41), 1));
            assertThat(masks.blend(new double[ones.length])).isEqualTo(Tensor.zeros(Shape.of(29, 41)));
        }
    }

    @Test
    void masksGivenAsTheyAreComeBack() {
        Tensor dense = new Gaussian(2).smooth(SCATTERED).dense();
        assertThat(SoftMasks.of(dense).dense()).isEqualTo(dense);
    }

    @Test
    void masksThatCannotBeAreRefused() {
        Tensor half = Tensor.of(Shape.of(1, 1, 2), 1, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SoftMasks.of(half))
                .withMessageContaining("row 0, column 1");
        assertThatIllegalArgumentException().isThrownBy(() -> SoftMasks.of(Tensor.of(Shape.of(1, 1, 2), 1, -1)));
        assertThatIllegalArgumentException().isThrownBy(() -> SoftMasks.of(Tensor.of(Shape.of(1, 1, 2), 1, Float.NaN)));
        assertThatIllegalArgumentException().isThrownBy(() -> SoftMasks.of(Tensor.filled(Shape.of(1, 2), 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Hard().smooth(SCATTERED).blend(1, 2))
                .withMessageContaining("9, got 2");
    }
}
