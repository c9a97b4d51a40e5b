package org.limn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.limn.autodiff.ReferenceData;

/**
 * Whatever network somebody brings, its file and a photo are enough.
 *
 * <p>{@code ./mvnw -pl cli -am test -Dtest=EveryModelTest -Dlimn.excluded= -Dsurefire.failIfNoSpecifiedTests=false}
 */
@Tag("slow")
class EveryModelTest {
    @TempDir
    private Path folder;

    @TestFactory
    List<DynamicTest> aFileAndAPhotoAreEnough() throws IOException {
        Path root = ReferenceData.path("architectures");
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(f -> f.toString().endsWith(".onnx.gz"))
                    .sorted()
                    .map(f -> DynamicTest.dynamicTest(
                            root.relativize(f).toString(),
                            () -> check(root.relativize(f).toString(), f)))
                    .toList();
        }
    }

    private void check(String name, Path packed) throws IOException {
        Path model = folder.resolve("model.onnx"), out = folder.resolve("out");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            Files.write(model, in.readAllBytes());
        }
        JsonObject info = info(model);
        boolean tiny = name.startsWith("tiny/");
        assertThat(info.get("classes").getAsInt()).isEqualTo(tiny ? 40 : 1000);
        assertThat(info.get("class names").getAsString()).isEqualTo("unknown");
        boolean caffe = name.startsWith("zoo-legacy/");
        assertThat(info.get("preprocessing").getAsString()).startsWith(caffe ? "caffe-bgr: " : "torchvision: ");
        Path photo = ReferenceData.path("photos/n02391049_zebra.JPEG");
        // the default takes fifty gradients; one shows the same of a large file
        List<String> method = tiny ? List.of() : List.of("--method", "gradients");
        Ran ran = Ran.limn(Stream.concat(
                        Stream.of("explain", "--model", model, "--image", photo, "--output", out), method.stream())
                .toArray());
        assertThat(ran.code()).as(ran.err()).isZero();
        List<String> lines = ran.out().lines().toList();
        assertThat(lines.subList(1, 6)).allMatch(line -> line.matches(" +\\d+\\.\\d\\d %  \\d+"));
        String file = "n02391049_zebra." + (tiny ? "integrated-gradients" : "gradients");
        Path overlay = out.resolve(file + ".overlay.png");
        if (lines.stream().anyMatch(line -> line.contains("where softmax is flat"))) {
            // random weights saturate some of these: a map of zeros is stored and not drawn
            assertThat(overlay).doesNotExist();
            assertThat(out.resolve(file + ".npy")).isNotEmptyFile();
        } else {
            assertThat(overlay).isNotEmptyFile();
            Files.delete(overlay);
        }
    }

    private static JsonObject info(Path model) {
        Ran ran = Ran.limn("model", "info", "--model", model, "--json");
        assertThat(ran.code()).as(ran.err()).isZero();
        return JsonParser.parseString(ran.out()).getAsJsonObject();
    }
}
