package org.limn.attribution.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.limn.attribution.settings.Settings;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.segmentation.Grid;

class PerturbersTest {
    private static final int SIDE = 12;
    private static final int PLANE = SIDE * SIDE;
    private static final Tensor IMAGE = image();

    private static Tensor image() {
        Random random = new Random(3);
        float[] data = new float[3 * PLANE];
        for (int i = 0; i < data.length; i++) {
            data[i] = random.nextFloat();
        }
        return Tensor.of(Shape.of(1, 3, SIDE, SIDE), data);
    }

    private static float[] perturbed(Perturber perturber, double kept, long sample) {
        float[] mask = new float[PLANE];
        Arrays.fill(mask, (float) kept);
        float[] out = new float[3 * PLANE];
        perturber.of(IMAGE, new Grid(2, 2).segment(IMAGE)).write(mask, sample, out, 0);
        return out;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fill:color=black", "fill:color=image-median", "any-color:values=[0.2,0.3,0.4]", "segment-mean",
                "blur:sigma=2", "color-histogram", "random-color:per=image", "random-color:per=sample,source=pixel",
                "random-color:per=pixel", "noise:deviation=0.3"
            })
    void aMaskBlendsTheImageWithWhatStandsInForIt(String settings) {
        Perturber perturber = Settings.parse(Perturber.class, settings);
        float[] whole = perturbed(perturber, 0, 5);
        float[] some = perturbed(perturber, 0.25, 5);
        assertThat(perturbed(perturber, 1, 5)).isEqualTo(IMAGE.data());
        for (int i = 0; i < some.length; i++) {
            assertThat(some[i]).isCloseTo(0.25f * IMAGE.data()[i] + 0.75f * whole[i], within(1e-6f));
        }
    }

    @Test
    void colorsAreDrawnPerImagePerSampleOrPerPixelAndTheSameForTheSameSeed() {
        assertThat(colors(new RandomColor(RandomColor.Source.UNIFORM, RandomColor.Per.IMAGE, 1), 0, 1))
                .isEqualTo(1);
        assertThat(colors(new RandomColor(RandomColor.Source.UNIFORM, RandomColor.Per.SAMPLE, 1), 0, 1))
                .isEqualTo(2);
        assertThat(colors(new RandomColor(RandomColor.Source.UNIFORM, RandomColor.Per.PIXEL, 1), 0, 1))
                .isEqualTo(2 * PLANE);
        assertThat(colors(new RandomColor(RandomColor.Source.UNIFORM, RandomColor.Per.SAMPLE, 1), 7, 7))
                .isEqualTo(1);
        assertThat(colors(new Noise(0.3, 2), 7, 7)).isEqualTo(colors(new Noise(0.3, 2), 7));
    }

    /** How many colors stand in for pixels in these samples. */
    private static long colors(Perturber perturber, long... samples) {
        return Arrays.stream(samples)
                .boxed()
                .flatMap(sample -> {
                    float[] out = perturbed(perturber, 0, sample);
                    return java.util.stream.IntStream.range(0, PLANE)
                            .mapToObj(i -> List.of(out[i], out[PLANE + i], out[2 * PLANE + i]));
                })
                .distinct()
                .count();
    }

    @Test
    void aColorOfARandomPixelIsThePixels() {
        float[] out = perturbed(new RandomColor(RandomColor.Source.PIXEL, RandomColor.Per.SAMPLE, 4), 0, 9);
        assertThat(java.util.stream.IntStream.range(0, PLANE)
                        .anyMatch(i -> IMAGE.data()[i] == out[0]
                                && IMAGE.data()[PLANE + i] == out[PLANE]
                                && IMAGE.data()[2 * PLANE + i] == out[2 * PLANE]))
                .isTrue();
    }

    @Test
    void segmentsAreFilledWithTheirOwnMean() {
        float[] out = perturbed(new SegmentMean(), 0, 0);
        double sum = 0;
        for (int y = 0; y < SIDE / 2; y++) {
            for (int x = 0; x < SIDE / 2; x++) {
                sum += IMAGE.data()[y * SIDE + x];
            }
        }
        assertThat(out[0]).isCloseTo((float) (4 * sum / PLANE), within(1e-6f)).isEqualTo(out[SIDE * 5 + 5]);
        assertThat(out[0]).isNotEqualTo(out[6]).isNotEqualTo(out[6 * SIDE]);
    }

    @Test
    void severalImagesStandInInTurn() {
        Tensor one = Tensor.of(IMAGE.shape(), new float[3 * PLANE]);
        Replacement both = new Replacement(List.of(one, IMAGE));
        assertThat(perturbed(both, 0, 0)).isEqualTo(one.data());
        assertThat(perturbed(both, 0, 1)).isEqualTo(IMAGE.data());
        assertThat(perturbed(both, 0, 2)).isEqualTo(one.data());
    }

    @Test
    void whatStandsInHasTheImagesSizeAndChannels() {
        Tensor small = Tensor.of(Shape.of(1, 3, 1, 1), new float[3]);
        assertThatThrownBy(() -> perturbed(new Replacement(List.of(small)), 0, 0))
                .hasMessageContaining("must have the size of the image, f32[1,3,12,12], got f32[1,3,1,1]");
        assertThatThrownBy(() -> perturbed(new AnyColor(List.of(0.1, 0.2)), 0, 0))
                .hasMessageContaining("3 channels");
    }
}
