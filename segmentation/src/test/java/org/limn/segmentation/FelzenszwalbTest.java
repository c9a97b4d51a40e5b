package org.limn.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.limn.autodiff.ReferenceData;
import org.limn.autodiff.tensor.Tensor;

class FelzenszwalbTest {
    @TestFactory
    Stream<DynamicTest> labelsEqualScikitImages() throws IOException {
        return StoredLabels.tests(
                "felz_default_\\d+", s -> assertThat(new Felzenszwalb(s.number(), 0.8, 20).segment(s.image()))
                        .isEqualTo(s.labels()));
    }

    @TestFactory
    Stream<DynamicTest> labelsOfTheNormalizedImageEqualScikitImages() throws IOException {
        return StoredLabels.tests(
                "felz_norm_fullres_\\d+", s -> assertThat(oneScale(s, 0)).isEqualTo(s.labels()));
    }

    @TestFactory
    Stream<DynamicTest> labelsOfTheResizedImageEqualThoseOfXraisCode() throws IOException {
        return StoredLabels.tests(
                "felz_xrai_\\d+", s -> assertThat(oneScale(s, 224)).isEqualTo(s.labels()));
    }

    private static Segmentation oneScale(StoredLabels s, int side) throws IOException {
        return new MultiScaleFelzenszwalb(List.of((double) s.number()), 0.8, 150, side, 0)
                .segmentations(Pictures.networkSpace(s.image()))
                .get(0);
    }

    @TestFactory
    Stream<DynamicTest> allScalesTogetherEqualThoseOfXraisMaps() {
        return Stream.of("dob", "c076", "c444", "c888")
                .map(id -> DynamicTest.dynamicTest(id, () -> {
                    Path maps = ReferenceData.path("saliency/maps/" + id);
                    Tensor image =
                            Pictures.networkSpace(Pictures.rgb(ReferenceData.path("saliency/images/" + id + ".png")));
                    MultiScaleFelzenszwalb xrai = new MultiScaleFelzenszwalb();
                    List<Segmentation> ours = xrai.segmentations(image);
                    for (int i = 0; i < 6; i++) {
                        Path file =
                                maps.resolve("xrai_seg_" + xrai.scales().get(i).intValue() + ".npy");
                        assertThat(ours.get(i)).isEqualTo(Pictures.labels(file));
                    }
                }));
    }
}
