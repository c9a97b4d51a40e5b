package org.limn.segmentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.DynamicTest;
import org.limn.autodiff.ReferenceData;
import org.limn.autodiff.tensor.Tensor;

/** A label map of {@code saliency/seg}, made by scikit-image 0.19.3: {@code FOLDER/METHOD_N.npy}. */
record StoredLabels(String folder, String name) {
    /** All whose name matches the pattern. */
    static List<StoredLabels> all(String pattern) throws IOException {
        Path root = ReferenceData.path("saliency/seg");
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(root::relativize)
                    .map(Path::toString)
                    .filter(f -> f.matches("[^/]+/" + pattern + "\\.npy"))
                    .sorted()
                    .map(f -> new StoredLabels(f.replaceAll("/.*", ""), f.replaceAll(".*/|\\.npy", "")))
                    .toList();
        }
    }

    static Stream<DynamicTest> tests(String pattern, ThrowingConsumer<StoredLabels> claim) throws IOException {
        return all(pattern).stream().map(s -> DynamicTest.dynamicTest(s.folder + " " + s.name, () -> claim.accept(s)));
    }

    Segmentation labels() throws IOException {
        return Pictures.labels(ReferenceData.path("saliency/seg/" + folder + "/" + name + ".npy"));
    }

    Tensor image() throws IOException {
        return Pictures.rgb(ReferenceData.path(
                folder.endsWith("_full")
                        ? "saliency/seg/" + folder + "/image.png"
                        : "saliency/images/" + folder.replace("_224", "") + ".png"));
    }

    /** The number in the name: a scale, or how many segments were asked for. */
    int number() {
        return Integer.parseInt(name.replaceAll("\\D", ""));
    }
}
