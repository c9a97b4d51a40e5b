package org.limn.loader.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.limn.autodiff.ReferenceData;

/** Decoding and resizing equal Pillow's, byte for byte; {@code pillow_golden.py} wrote the expected numbers. */
class PillowTest {
    @TestFactory
    List<DynamicTest> resizingEqualsPillows() throws IOException {
        return rows("resize").stream()
                .map(row -> DynamicTest.dynamicTest(String.join(" ", row.subList(1, 5)), () -> {
                    Image image = pattern(number(row, 1), number(row, 2));
                    Image resized = image.resized(number(row, 3), number(row, 4));
                    String expected = row.get(5);
                    assertThat(
                                    expected.length() == 8
                                            ? crc(resized)
                                            : HexFormat.of().formatHex(resized.rgb()))
                            .isEqualTo(expected);
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> decodingEqualsPillows() throws IOException {
        Path reference = ReferenceData.path("");
        return rows("decode").stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.get(1), () -> assertThat(crc(Pictures.read(reference.resolve(row.get(1)))))
                                .isEqualTo(row.get(2))))
                .toList();
    }

    @Test
    void thePhotoOfADobermanBecomesTheStoredImage() throws IOException {
        Image photo = Pictures.read(ReferenceData.path("photos/doberman.png"));
        assertThat(photo.resized(224, 224)).isEqualTo(Pictures.read(ReferenceData.path("saliency/images/dob.png")));
    }

    private static Image pattern(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    rgb[3 * (y * width + x) + c] = (byte) (x * 37 + y * 101 + c * 53 + x * y * (c + 1));
                }
            }
        }
        return Image.of(width, height, rgb);
    }

    private static List<List<String>> rows(String kind) throws IOException {
        try (InputStream in = Objects.requireNonNull(PillowTest.class.getResourceAsStream("pillow_golden.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> List.of(line.split("\t")))
                    .filter(row -> row.get(0).equals(kind))
                    .toList();
        }
    }

    private static int number(List<String> row, int column) {
        return Integer.parseInt(row.get(column));
    }

    private static String crc(Image image) {
        CRC32 crc = new CRC32();
        crc.update(image.rgb());
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
