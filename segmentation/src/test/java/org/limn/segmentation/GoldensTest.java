package org.limn.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/** Settings, sizes and channels that the reference data lacks, against {@code goldens.tsv}; its script stands beside it. */
class GoldensTest {
    @TestFactory
    Stream<DynamicTest> labelsEqualScikitImages() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(GoldensTest.class.getResourceAsStream("goldens.tsv")),
                StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(l -> l.split("\t", -1)).toList().stream()
                    .map(row -> DynamicTest.dynamicTest(String.join(" ", row), () -> check(row)));
        }
    }

    private static void check(String... row) {
        int channels = Integer.parseInt(row[2]);
        Tensor image = picture(row[1], channels, Integer.parseInt(row[3]), Integer.parseInt(row[4]));
        Segmenter segmenter = segmenter(row[0]);
        assertThat(segmenter).hasToString(row[0]);
        Segmentation ours = segmenter.segment(image);
        assertThat(ours.regions()).isEqualTo(Integer.parseInt(row[5]));
        int hash = 0;
        for (int label : ours.labels()) {
            hash = 31 * hash + label;
        }
        assertThat(hash).isEqualTo(Integer.parseInt(row[6]));
    }

    private static Segmenter segmenter(String text) {
        String[] v = text.replaceAll(".*\\[|]", "").replaceAll("\\w+=", "").split(", ", -1);
        return switch (text.replaceAll("\\[.*", "")) {
            case "Slic" ->
                new Slic(
                        Integer.parseInt(v[0]),
                        Double.parseDouble(v[1]),
                        Integer.parseInt(v[2]),
                        Double.parseDouble(v[3]),
                        Boolean.parseBoolean(v[4]),
                        Boolean.parseBoolean(v[5]),
                        Boolean.parseBoolean(v[6]));
            case "Felzenszwalb" ->
                new Felzenszwalb(Double.parseDouble(v[0]), Double.parseDouble(v[1]), Integer.parseInt(v[2]));
            default ->
                new Quickshift(
                        Double.parseDouble(v[0]),
                        Double.parseDouble(v[1]),
                        Double.parseDouble(v[2]),
                        Double.parseDouble(v[3]));
        };
    }

    private static Tensor picture(String kind, int channels, int height, int width) {
        float[] data = new float[channels * height * width];
        for (int i = 0; i < data.length; i++) {
            int k = i / (height * width);
            int y = i / width % height;
            int x = i % width;
            int v =
                    switch (kind) {
                        case "uniform" -> 90;
                        case "steps" -> 40 * (x / 7) + 60 * (y / 9) + 50 * k;
                        default -> y * y * 7 / 16 + x * 13 / 4 + k * 29 + x * y * 3 / 8;
                    };
            data[i] = kind.equals("fine") ? v % 1021 / 1021f : v % 256 / 255f;
        }
        return Tensor.of(Shape.of(1, channels, height, width), data);
    }
}
