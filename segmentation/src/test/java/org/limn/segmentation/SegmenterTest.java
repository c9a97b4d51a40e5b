package org.limn.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/** What holds for every segmenter that the services file names, and for SLIC's variants. */
class SegmenterTest {
    static Stream<Segmenter> services() {
        return ServiceLoader.load(Segmenter.class).stream().map(ServiceLoader.Provider::get);
    }

    static Stream<Segmenter> all() {
        return Stream.concat(
                services(), Stream.of(new Slic(100, 10, 10, 0, true, true), new Slic(50, 1, 5, 1, false, false)));
    }

    @Test
    void servicesNameThemAll() {
        assertThat(services().map(Object::getClass))
                .containsExactlyInAnyOrder(Felzenszwalb.class, Grid.class, Quickshift.class, Slic.class);
    }

    @ParameterizedTest
    @MethodSource("all")
    void onePixelIsOneRegion(Segmenter segmenter) {
        assertThat(segmenter.segment(Pictures.noise(1, 3, 1, 1))).isEqualTo(Segmentation.of(1, 1, 0));
    }

    @ParameterizedTest
    @MethodSource("all")
    void thinImagesAreSegmented(Segmenter segmenter) {
        for (Shape shape : List.of(Shape.of(1, 3, 1, 50), Shape.of(1, 3, 50, 1), Shape.of(1, 1, 2, 33))) {
            Segmentation s = segmenter.segment(Pictures.noise(2, shape.dim(1), shape.dim(2), shape.dim(3)));
            assertThat(s.height()).isEqualTo(shape.dim(2));
            assertThat(s.width()).isEqualTo(shape.dim(3));
            assertThat(s.regions()).isBetween(1, shape.dim(2) * shape.dim(3));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void regionsAreNumberedInTheOrderOfAScanAndNoneIsEmpty(Segmenter segmenter) {
        Segmentation s = segmenter.segment(Pictures.noise(3, 3, 41, 37));
        int next = 0;
        for (int label : s.labels()) {
            assertThat(label).isBetween(0, next);
            next = Math.max(next, label + 1);
        }
        assertThat(next).isEqualTo(s.regions());
        assertThat(s.areas()).doesNotContain(0);
    }

    @ParameterizedTest
    @MethodSource("all")
    void greyAndAlphaImagesAreSegmented(Segmenter segmenter) {
        for (int channels : new int[] {1, 2, 4, 7}) {
            assertThat(segmenter.segment(Pictures.noise(4, channels, 30, 20)).labels())
                    .hasSize(600);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void sameImageSameRegions(Segmenter segmenter) {
        Tensor image = Pictures.noise(5, 3, 33, 45);
        assertThat(segmenter.segment(image)).isEqualTo(segmenter.segment(image));
        assertThat(image).isEqualTo(Pictures.noise(5, 3, 33, 45));
    }

    @ParameterizedTest
    @MethodSource("all")
    void pixelsThatAreNotFiniteAreRefused(Segmenter segmenter) {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            Tensor image = Pictures.noise(6, 3, 4, 5);
            image.data()[20 + 7] = bad;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> segmenter.segment(image))
                    .withMessageContaining(bad + " in channel 1, row 1, column 2");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void shapesThatAreNotOneImageAreRefused(Segmenter segmenter) {
        for (Shape shape :
                List.of(Shape.of(3, 4, 5), Shape.of(2, 3, 4, 5), Shape.of(1, 3, 0, 5), Shape.of(1, 0, 4, 5))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> segmenter.segment(Tensor.zeros(shape)))
                    .withMessageContaining(shape.toString());
        }
    }

    @Test
    void uniformColorIsOneRegionForFelzenszwalbAndAGridForSlic() {
        Tensor uniform = Tensor.filled(Shape.of(1, 3, 40, 30), 0.4f);
        assertThat(new Felzenszwalb().segment(uniform).regions()).isEqualTo(1);
        assertThat(new Slic(12, 10, 10, 0, true, false).segment(uniform).regions())
                .isEqualTo(12);
    }

    @ParameterizedTest
    @MethodSource("all")
    void uniformColorIsSegmentedWhateverItIs(Segmenter segmenter) {
        for (float color : new float[] {0, 1, 0.3f, -7, 1e30f}) {
            for (int channels : new int[] {1, 3, 4}) {
                Segmentation s = segmenter.segment(Tensor.filled(Shape.of(1, channels, 23, 31), color));
                assertThat(s).isEqualTo(segmenter.segment(Tensor.filled(Shape.of(1, channels, 23, 31), 0.5f)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void fewerPixelsThanSegmentsAreSegmented(Segmenter segmenter) {
        for (Shape shape : List.of(Shape.of(1, 3, 2, 3), Shape.of(1, 3, 1, 2), Shape.of(1, 1, 5, 5))) {
            Segmentation s = segmenter.segment(Pictures.noise(8, shape.dim(1), shape.dim(2), shape.dim(3)));
            assertThat(s.regions()).isBetween(1, shape.count(2, 4));
        }
    }

    @Test
    void moreSegmentsThanPixelsIsAPixelEach() {
        Tensor image = Pictures.noise(7, 3, 3, 4);
        assertThat(new Slic(100, 10, 10, 0, false, false).segment(image).regions())
                .isEqualTo(12);
        assertThat(new Grid(100, 2).segment(image).regions()).isEqualTo(6);
    }

    @Test
    void settingsAreChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Felzenszwalb(-1, 0.8, 20));
        assertThatIllegalArgumentException().isThrownBy(() -> new Felzenszwalb(Double.NaN, 0.8, 20));
        assertThatIllegalArgumentException().isThrownBy(() -> new Felzenszwalb(1, -0.1, 20));
        assertThatIllegalArgumentException().isThrownBy(() -> new Slic(0, 10, 10, 0, true, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new Slic(10, 0, 10, 0, true, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new Slic(10, 10, 0, 0, true, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new Grid(0, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> new Quickshift(0.5, 10, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new MultiScaleFelzenszwalb(List.of(), 0.8, 150, 224, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MultiScaleFelzenszwalb(List.of(-5.0), 0.8, 150, 224, 5));
    }
}
