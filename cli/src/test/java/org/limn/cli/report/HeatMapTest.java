package org.limn.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.loader.image.Image;
import org.limn.loader.image.Pictures;

class HeatMapTest {
    private static final int WHITE = 0xffffffff;

    @Test
    void colorsReachToTheNinetyNinthPercentile() {
        float[] values = new float[101];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        values[100] = 1e9f;
        HeatMap map = HeatMap.of(Tensor.of(Shape.of(1, 101), values));
        assertThat(map.low()).isZero();
        assertThat(map.high()).isCloseTo(99, within(1e-9));
        assertThat(map.clipsHigh()).isTrue();
        assertThat(map.clipsLow()).isFalse();
        assertThat(rgb(map.picture(), 0, 0)).isEqualTo(ColorMap.HEAT.rgb(0));
        assertThat(rgb(map.picture(), 50, 0)).isEqualTo(ColorMap.HEAT.rgb(50 / 99.0));
        assertThat(rgb(map.picture(), 100, 0)).isEqualTo(ColorMap.HEAT.rgb(1));
    }

    @Test
    void aSignedMapIsWhiteAtZeroAndReachesEquallyFar() {
        HeatMap map = HeatMap.of(Tensor.of(Shape.of(1, 3), -1, 0, 4));
        assertThat(map.low()).isEqualTo(-map.high());
        assertThat(rgb(map.picture(), 1, 0)).isEqualTo(ColorMap.SIGNED.rgb(0.5));
        assertThat(rgb(map.picture(), 2, 0)).isEqualTo(ColorMap.SIGNED.rgb(1));
    }

    @Test
    void ofAPositiveMapOnlyWhatIsAboveZeroCounts() {
        HeatMap map = HeatMap.positive(Tensor.of(Shape.of(1, 4), -100, -100, 2, 2));
        assertThat(map.high()).isEqualTo(2);
        assertThat(rgb(map.picture(), 0, 0)).isEqualTo(ColorMap.HEAT.rgb(0));
    }

    @Test
    void aFewNumbersAmongZerosStillShow() {
        Tensor sparse = Tensor.zeros(Shape.of(50, 50));
        sparse.data()[7] = 3;
        assertThat(HeatMap.of(sparse).high()).isEqualTo(3);
        assertThat(HeatMap.of(Tensor.zeros(Shape.of(2, 2))).high()).isEqualTo(1);
    }

    @Test
    void numbersThatAreNotFiniteAreGrey() {
        HeatMap map = HeatMap.of(Tensor.of(Shape.of(1, 3), Float.NaN, 2, Float.POSITIVE_INFINITY));
        assertThat(map.high()).isEqualTo(2);
        assertThat(rgb(map.picture(), 0, 0)).isEqualTo(0x808080);
        assertThat(rgb(map.picture(), 2, 0)).isEqualTo(0x808080);
    }

    @Test
    void anOverlayIsTheMeanOfMapAndPhoto() {
        HeatMap map = HeatMap.of(Tensor.of(Shape.of(1, 2), 0, 1));
        BufferedImage overlay =
                map.overlay(Image.of(2, 1, (byte) 10, (byte) 20, (byte) 200, (byte) 0, (byte) 0, (byte) 0));
        int color = ColorMap.HEAT.rgb(0);
        assertThat(rgb(overlay, 0, 0) >> 16).isEqualTo(Math.round((10 + (color >> 16)) / 2f));
        assertThat(rgb(overlay, 0, 0) & 0xff).isEqualTo(Math.round((200 + (color & 0xff)) / 2f));
        assertThatThrownBy(() -> map.overlay(Image.of(1, 1, (byte) 0, (byte) 0, (byte) 0)))
                .hasMessage("the photo under a map has the map's size [1,2], got 1x1");
    }

    @Test
    void aMapHasOneNumberPerPixel() {
        assertThatThrownBy(() -> HeatMap.of(Tensor.zeros(Shape.of(1, 3, 4, 4))))
                .hasMessage("a heat map shows [H,W], one number per pixel, got [1,3,4,4]");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 4000", "300, 2", "28, 28", "224, 224"})
    void aPlateShowsThePictureAndTheWholeBar(int height, int width) {
        HeatMap map = HeatMap.signed(Tensor.filled(Shape.of(height, width), 1));
        BufferedImage plate = Plate.of(map.picture(), map);
        assertThat(plate.getHeight()).isBetween(Math.max(100, height), Math.max(336, height));
        assertThat(rgb(plate, 0, 0)).isEqualTo(ColorMap.SIGNED.rgb(1));
        int unit = Math.max(10, plate.getHeight() / 28);
        int picture = width * Math.max(1, Math.round(224f / Math.max(width, height)));
        int bar = picture + unit + (int) (0.65 * unit);
        // the bar's middle lies between two rows, so one is half a step off
        assertThat(plate.getRGB(bar, plate.getHeight() / 2) & 0xff).isBetween(0xea, 0xfa);
        int ink = 0;
        for (int y = 0; y < plate.getHeight(); y++) {
            assertThat(plate.getRGB(plate.getWidth() - 1, y)).as("right margin").isEqualTo(WHITE);
            for (int x = picture + 3 * unit; x < plate.getWidth(); x++) {
                ink += plate.getRGB(x, y) == WHITE ? 0 : 1;
            }
        }
        assertThat(ink).as("pixels of the numbers").isGreaterThan(100);
    }

    @Test
    void thePointOfABarSaysThatSomethingLiesBeyond() {
        float[] values = new float[200 * 200];
        values[0] = 9;
        values[1] = -9;
        Tensor tensor = Tensor.of(Shape.of(200, 200), values);
        BufferedImage clipped = plateOf(new HeatMap(tensor, -1, 1, ColorMap.SIGNED));
        BufferedImage whole = plateOf(new HeatMap(tensor, -9, 9, ColorMap.SIGNED));
        int x = 200 + 16;
        int above = 15 - 4;
        assertThat(whole.getRGB(x, above)).isEqualTo(WHITE);
        assertThat(rgb(clipped, x, above)).isEqualTo(ColorMap.SIGNED.rgb(1));
        assertThat(rgb(clipped, x, 200 - above)).isEqualTo(ColorMap.SIGNED.rgb(0));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.0123456, 0.0123",
        "12.3456, 12.3",
        "123.456, 123",
        "1234.56, 1235",
        "-0.5, -0.500",
        "12345, 1.23e4",
        "0.00012345, 1.23e-4",
        "-1e-30, -1.00e-30",
        "0.001, 0.00100"
    })
    void numbersHaveThreeDigits(double value, String text) {
        assertThat(Numerals.text(value)).isEqualTo(text);
    }

    @Test
    void aWrittenPictureReadsBackAndReplacesTheOneBefore(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("map.png");
        HeatMap map = HeatMap.of(Tensor.of(Shape.of(2, 3), 0, 1, 2, 3, 4, 5));
        PngFile.write(file, HeatMap.of(Tensor.zeros(Shape.of(9, 9))).picture());
        PngFile.write(file, map.picture());
        Image read = Pictures.read(file);
        assertThat(read.width()).isEqualTo(3);
        assertThat(read.at(2, 1, 0)).isEqualTo(ColorMap.HEAT.rgb(1) >> 16);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThatThrownBy(() -> PngFile.write(folder.resolve("absent/map.png"), map.picture()))
                .isInstanceOf(IOException.class);
    }

    private static BufferedImage plateOf(HeatMap map) {
        return Plate.of(map.picture(), map);
    }

    private static int rgb(BufferedImage picture, int x, int y) {
        return picture.getRGB(x, y) & 0xffffff;
    }
}
