package org.limn.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.segmentation.pixel.Disk;

class MultiScaleFelzenszwalbTest {
    private static final MultiScaleFelzenszwalb XRAI = new MultiScaleFelzenszwalb();

    @Test
    void regionsAreThoseOfEachScaleInTurnDilated() {
        Tensor image = Pictures.noise(1, 3, 60, 50);
        List<Region> expected = XRAI.segmentations(image).stream()
                .flatMap(s -> s.split().stream())
                .map(r -> Region.of(60, 50, new Disk(5).dilate(r.mask(), 60, 50)))
                .toList();
        assertThat(XRAI.regions(image)).isEqualTo(expected);
    }

    @Test
    void oneScaleIsAsOneOfSix() {
        Tensor image = Pictures.noise(2, 3, 300, 260);
        List<Segmentation> six = XRAI.segmentations(image);
        for (int i = 0; i < six.size(); i++) {
            MultiScaleFelzenszwalb one =
                    new MultiScaleFelzenszwalb(List.of(XRAI.scales().get(i)), 0.8, 150, 224, 5);
            assertThat(one.segmentations(image)).containsExactly(six.get(i));
        }
    }

    @Test
    void rangeAndOffsetOfTheImageDoNotMatter() {
        Tensor image = Pictures.noise(3, 3, 64, 64);
        float[] other = image.data().clone();
        for (int i = 0; i < other.length; i++) {
            other[i] = other[i] * 256 - 128; // a power of two and its half: exact but for the last bit of the smallest
        }
        MultiScaleFelzenszwalb asIs = new MultiScaleFelzenszwalb(XRAI.scales(), 0.8, 150, 0, 0);
        assertThat(asIs.segmentations(Tensor.of(image.shape(), other)).stream().map(Segmentation::regions))
                .isEqualTo(asIs.segmentations(image).stream()
                        .map(Segmentation::regions)
                        .toList());
    }

    @Test
    void aSmallerMinimumLeavesMoreRegions() {
        Tensor image = Pictures.noise(4, 3, 224, 224);
        MultiScaleFelzenszwalb paper = new MultiScaleFelzenszwalb(XRAI.scales(), 0.8, 20, 224, 5);
        assertThat(paper.regions(image)).hasSizeGreaterThan(XRAI.regions(image).size());
    }

    @Test
    void aUniformImageIsOneRegionAtEveryScale() {
        for (Shape shape : List.of(Shape.of(1, 3, 224, 224), Shape.of(1, 1, 5, 5), Shape.of(1, 3, 1, 1))) {
            List<Region> regions = XRAI.regions(Tensor.filled(shape, 3));
            assertThat(regions).hasSize(6).allMatch(r -> r.area() == shape.count(2, 4));
        }
    }

    @Test
    void thinAndSmallImagesKeepTheirSize() {
        for (Shape shape : List.of(Shape.of(1, 3, 1, 40), Shape.of(1, 3, 500, 2), Shape.of(1, 4, 7, 9))) {
            Tensor image = Pictures.noise(5, shape.dim(1), shape.dim(2), shape.dim(3));
            assertThat(XRAI.segmentations(image))
                    .allMatch(s -> s.height() == shape.dim(2) && s.width() == shape.dim(3));
        }
    }

    @Test
    void greyAndAlphaImagesHaveRegions() {
        for (int channels : new int[] {1, 2, 4, 7}) {
            assertThat(XRAI.regions(Pictures.noise(6, channels, 30, 20))).hasSizeGreaterThanOrEqualTo(6);
        }
    }

    @Test
    void pixelsThatAreNotFiniteAreRefused() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            Tensor image = Pictures.noise(7, 3, 4, 5);
            image.data()[20 + 7] = bad;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> XRAI.regions(image))
                    .withMessageContaining(bad + " in channel 1, row 1, column 2");
        }
    }
}
