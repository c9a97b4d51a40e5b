package org.limn.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

class BaselineTest {
    private final Tensor image = Tensor.of(Shape.of(1, 2, 1, 3), -1, 0, 4, 2, 2, 2.5f);

    @Test
    void blackAndWhiteAreTwoImages() {
        List<Tensor> both = Baseline.BLACK_AND_WHITE.of(image);
        assertThat(both).containsExactly(Tensor.filled(image.shape(), 0), Tensor.filled(image.shape(), 1));
    }

    @Test
    void extremesAreTheLeastAndTheGreatestValueOfTheWholeImage() {
        assertThat(new Baseline.Extremes().of(image))
                .containsExactly(Tensor.filled(image.shape(), -1), Tensor.filled(image.shape(), 4));
    }

    @Test
    void theMeanColorIsOnePerChannel() {
        assertThat(new Baseline.MeanColor().of(image).get(0).data())
                .containsExactly(1, 1, 1, 6.5f / 3, 6.5f / 3, 6.5f / 3);
    }

    @Test
    void aUniformImageBlurredIsItself() {
        Tensor grey = Tensor.filled(Shape.of(1, 1, 9, 9), 0.25f);
        for (float v : new Baseline.Blurred().of(grey).get(0).data()) {
            assertThat(v).isEqualTo(0.25f);
        }
    }

    @Test
    void randomImagesAreRepeatableAndDiffer() {
        List<Tensor> once = new Baseline.Random(4, 9).of(image);
        assertThat(new Baseline.Random(4, 9).of(image)).isEqualTo(once);
        assertThat(once).doesNotHaveDuplicates().hasSize(4);
        for (float v : once.get(3).data()) {
            assertThat(v).isBetween(0f, 1f);
        }
    }

    @Test
    void aBaselineOfAnotherSizeIsRefused() {
        assertThatThrownBy(() -> new Baseline.Given(Tensor.zeros(Shape.of(1, 2, 3, 3))).of(image))
                .hasMessageContaining("[1,2,1,3]")
                .hasMessageContaining("[1,2,3,3]");
    }
}
