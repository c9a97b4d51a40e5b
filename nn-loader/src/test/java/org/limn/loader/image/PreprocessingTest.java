package org.limn.loader.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

class PreprocessingTest {
    /** One red, one green and one blue value, as bytes, and what a network reads for them. */
    @ParameterizedTest
    @CsvSource({
        "torchvision, 255 0 51, 2.248908296943231 -2.0357142857142856 -0.9155555555555556",
        "caffe-bgr, 255 0 51, -53 -117 132",
        "tensorflow, 255 0 51, 1 -1 -0.6",
        "unit, 255 0 51, 255 0 51",
        "zero-one, 255 0 51, 1 0 0.2"
    })
    void eachPresetGivesItsPublishedNumbers(String name, String pixel, String expected) {
        Preprocessing preset = Preprocessing.named(name);
        String[] rgb = pixel.split(" ");
        Image image = Image.of(1, 1, (byte) Integer.parseInt(rgb[0]), (byte) 0, (byte) Integer.parseInt(rgb[2]));
        float[] values = preset.normalize(image.tensor()).data();
        for (int c = 0; c < 3; c++) {
            // float32 holds values up to 255 to within 8e-6
            assertThat((double) values[c]).isCloseTo(Double.parseDouble(expected.split(" ")[c]), within(2e-5));
        }
    }

    @Test
    void factorAndOffsetAreTheNormalization() {
        Preprocessing p = new Preprocessing(
                "own", Preprocessing.Order.BGR, 10, List.of(1.0, 2.0, 3.0), List.of(2.0, 4.0, 5.0), Fit.STRETCH);
        Tensor image = Tensor.of(Shape.of(2, 3, 1, 1), 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f);
        float[] values = p.normalize(image).data();
        float[] reversed = {0.3f, 0.2f, 0.1f, 0.6f, 0.5f, 0.4f};
        for (int i = 0; i < 6; i++) {
            assertThat(values[i]).isEqualTo((float) (reversed[i] * p.factor(i % 3) + p.offset(i % 3)));
            assertThat((double) values[i])
                    .isCloseTo(
                            (reversed[i] * 10 - p.mean().get(i % 3)) / p.std().get(i % 3), within(1e-6));
        }
    }

    @Test
    void aWrongNameListsThePresets() {
        assertThatThrownBy(() -> Preprocessing.named("caffe"))
                .hasMessage("no preprocessing is called 'caffe'; there are"
                        + " torchvision, caffe-bgr, tensorflow, unit, zero-one");
        assertThatThrownBy(() -> Fit.named("squash")).hasMessageContaining("stretch, crop");
    }

    @Test
    void numbersThatCannotNormalizeAreRefused() {
        List<Double> three = List.of(1.0, 1.0, 1.0);
        Preprocessing.Order rgb = Preprocessing.Order.RGB;
        assertThatThrownBy(() -> new Preprocessing("x", rgb, 1, three, List.of(1.0, 0.0, 1.0), Fit.STRETCH))
                .hasMessageContaining("[1.0, 0.0, 1.0]");
        assertThatThrownBy(() -> new Preprocessing("x", rgb, 1, List.of(1.0, 2.0), three, Fit.STRETCH))
                .hasMessageContaining("[1.0, 2.0]");
        assertThatThrownBy(() -> new Preprocessing("x", rgb, Double.NaN, three, three, Fit.STRETCH))
                .hasMessageContaining("scale");
        assertThatThrownBy(() -> new Fit.CenterCrop(0)).hasMessageContaining("share");
    }

    /** torchvision: Resize(256) makes 500×375 into 341×256; CenterCrop(224) starts at round(58.5) = 58 and 16. */
    @Test
    void theCropIsTorchvisions() {
        Image photo = ramp(500, 375);
        Image expected = photo.resized(341, 256).cropped(58, 16, 224, 224);
        assertThat(Preprocessing.TORCHVISION.fit(photo, 224, 224)).isEqualTo(expected);
        Image tall = ramp(300, 999);
        assertThat(Fit.CROP.apply(tall, 299, 299))
                .isEqualTo(tall.resized(342, 1138).cropped(22, 420, 299, 299));
    }

    @Test
    void theWholePhotoIsStretchedUnlessACropIsAsked() {
        Image photo = ramp(50, 20);
        assertThat(Preprocessing.CAFFE_BGR.fit(photo, 13, 17)).isEqualTo(photo.resized(17, 13));
        assertThat(Preprocessing.CAFFE_BGR.with(new Fit.CenterCrop(1)).fit(photo, 20, 20))
                .isEqualTo(photo.cropped(15, 0, 20, 20));
    }

    @Test
    void bytesSurviveTheWayThroughTheTensor() throws IOException {
        Image image = ramp(16, 16);
        assertThat(Image.of(image.tensor())).isEqualTo(image);
        assertThat(Image.of(Tensor.of(Shape.of(3, 1, 1), -1f, Float.NaN, 7f)).rgb())
                .containsExactly(0, 0, 255);
    }

    private static Image ramp(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i * 31 / 7);
        }
        return Image.of(width, height, rgb);
    }

    @Test
    void aCropComputesNoMoreThanItsWindow() {
        Image line = Image.of(20_000, 1, new byte[60_000]);
        assertThat(Fit.CROP.apply(line, 224, 224)).isEqualTo(Image.of(224, 224, new byte[3 * 224 * 224]));
        for (double share : new double[] {1e-8, 1e-300, Double.MIN_VALUE}) {
            assertThat(new Fit.CenterCrop(share).apply(line, 13, 17).width()).isEqualTo(17);
        }
    }
}
