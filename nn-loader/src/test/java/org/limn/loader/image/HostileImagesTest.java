package org.limn.loader.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.limn.autodiff.ReferenceData;

/** Every file of {@code hostile/images} as its manifest says: decoded with the stated size and colors, or refused in one line. */
class HostileImagesTest {
    @TestFactory
    List<DynamicTest> everyFileBehavesAsItsManifestSays() throws IOException {
        Path folder = ReferenceData.path("hostile/images");
        return Files.readAllLines(folder.resolve("manifest.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .map(row -> DynamicTest.dynamicTest(row[0] + ": " + row[2], () -> judge(folder, row)))
                .toList();
    }

    private static void judge(Path folder, String[] row) {
        Path file = folder.resolve(row[0]);
        Image image;
        try {
            image = Images.read(file);
        } catch (ImageException e) {
            assertThat(row[1]).as(e.getMessage()).isNotEqualTo("ACCEPT");
            assertThat(e.getMessage())
                    .startsWith(file.toString())
                    .hasLineCount(1)
                    .hasSizeLessThan(500);
            return;
        }
        assertThat(row[1]).as("it was read").isNotEqualTo("REJECT");
        assertThat(image.width()).isEqualTo(Integer.parseInt(row[3]));
        assertThat(image.height()).isEqualTo(Integer.parseInt(row[4]));
        String expected = row[7].equals("-") ? row[5] : row[7];
        double tolerance = Double.parseDouble(row[8]);
        assertMean(image, expected, tolerance, x -> true, y -> true);
        if (row[7].equals("-")) { // quadrants are given with alpha dropped
            int midX = image.width() / 2;
            int midY = image.height() / 2;
            String[] quadrants = row[6].split(" ");
            assertMean(image, quadrants[0], tolerance, x -> x < midX, y -> y < midY);
            assertMean(image, quadrants[1], tolerance, x -> x >= midX, y -> y < midY);
            assertMean(image, quadrants[2], tolerance, x -> x < midX, y -> y >= midY);
            assertMean(image, quadrants[3], tolerance, x -> x >= midX, y -> y >= midY);
        }
    }

    private static void assertMean(Image image, String rgb, double tolerance, IntPredicate inX, IntPredicate inY) {
        if (rgb.equals("-")) {
            return;
        }
        double[] expected =
                Arrays.stream(rgb.split(",")).mapToDouble(Double::parseDouble).toArray();
        double[] sum = new double[3];
        int pixels = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                if (inX.test(x) && inY.test(y)) {
                    pixels++;
                    for (int c = 0; c < 3; c++) {
                        sum[c] += image.at(x, y, c);
                    }
                }
            }
        }
        for (int c = 0; c < 3; c++) {
            assertThat(sum[c] / pixels).as("mean of channel " + c).isCloseTo(expected[c], within(tolerance));
        }
    }
}
