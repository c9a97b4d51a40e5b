package org.limn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.limn.autodiff.ReferenceData;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

class ExplainCommandTest {
    @TempDir
    private Path folder;

    private static Path zebra() {
        return ReferenceData.path("photos/n02391049_zebra.JPEG");
    }

    /** SqueezeNet, trained on ImageNet. */
    private Ran explain(Object... more) {
        Path model = ReferenceData.path("models/squeezenet1.1/model.onnx");
        return Ran.limn(Stream.concat(
                        Stream.of("explain", "--model", model, "--preprocessing", "caffe-bgr", "--quiet"),
                        Arrays.stream(more))
                .toArray());
    }

    private Ran zebra(Object... more) {
        return explain(Stream.concat(Stream.of("--image", zebra(), "--output", folder), Arrays.stream(more))
                .toArray());
    }

    private JsonObject json(String name) throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve(name))).getAsJsonObject();
    }

    @Test
    void aZebraIsSeenAndItsFilesAreWritten() throws IOException {
        Ran ran = zebra("--method", "integrated-gradients:steps=3");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines().toList().get(1)).contains("zebra");
        assertThat(ran.out()).contains("gap ");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "n02391049_zebra.integrated-gradients.png",
                            "n02391049_zebra.integrated-gradients.overlay.png",
                            "n02391049_zebra.integrated-gradients.npy",
                            "n02391049_zebra.integrated-gradients.json");
        }
        Tensor64 map = Npy.read64(folder.resolve("n02391049_zebra.integrated-gradients.npy"));
        assertThat(map.shape()).isEqualTo(Shape.of(3, 224, 224));
    }

    @Test
    void theRecordSaysHowToMakeItAgain() throws IOException {
        zebra("--method", "smooth-grad:samples=2,inner=gradients", "--seed", 7, "--value", "logit");
        JsonObject record = json("n02391049_zebra.smooth-grad.json");
        assertThat(record.get("method").getAsString())
                .isEqualTo("smooth-grad:inner=gradients,samples=2,noise=0.15,moment=mean,seed=7");
        assertThat(record.getAsJsonObject("target").get("name").getAsString()).isEqualTo("zebra");
        assertThat(record.getAsJsonObject("target").get("value").getAsString()).isEqualTo("logit");
        assertThat(record.getAsJsonObject("model").get("sha256").getAsString())
                .isEqualTo("21f25e3d9254af93e6218a359469fac714a017b3f9035c0f5c4acbf9a3ff7233");
        assertThat(record.get("device").getAsString()).startsWith("cpu: ");
        assertThat(record.get("limn").getAsString()).matches("\\d+\\.\\d+.*");
        assertThat(record.get("java").getAsString()).contains(Runtime.version().toString());
    }

    @Test
    void theSameCommandGivesTheSameBits() throws IOException {
        List<String> names = List.of(".npy", ".png", ".overlay.png", ".json");
        zebra("--method", "smooth-grad:samples=3", "--threads", 1);
        byte[][] first = read(names);
        zebra("--method", "smooth-grad:samples=3", "--threads", 2);
        byte[][] second = read(names);
        for (int i = 0; i < 3; i++) {
            assertThat(second[i]).as(names.get(i)).isEqualTo(first[i]);
        }
        assertThat(new String(second[3], java.nio.charset.StandardCharsets.UTF_8).replace("2 threads", "1 thread"))
                .isEqualTo(new String(first[3], java.nio.charset.StandardCharsets.UTF_8));
    }

    private byte[][] read(List<String> names) throws IOException {
        byte[][] all = new byte[names.size()][];
        for (int i = 0; i < all.length; i++) {
            all[i] = Files.readAllBytes(folder.resolve("n02391049_zebra.smooth-grad" + names.get(i)));
        }
        return all;
    }

    @Test
    void methodsAskedForTogetherAreAllAnswered() throws IOException {
        Ran ran = zebra(
                "--method", "grad-cam", "--method", "grad-cam:layer=fire8/concat_1", "--method", "edges", "--json");
        assertThat(ran.code()).as(ran.err()).isZero();
        JsonArray all = JsonParser.parseString(ran.out()).getAsJsonArray();
        assertThat(all).hasSize(3);
        assertThat(folder.resolve("n02391049_zebra.grad-cam.png")).exists();
        assertThat(folder.resolve("n02391049_zebra.grad-cam-2.png")).exists();
        assertThat(json("n02391049_zebra.grad-cam-2.json").get("method").getAsString())
                .isEqualTo("grad-cam:layer=fire8/concat_1");
    }

    @Test
    void segmentsAreShownWithTheirValuesAndStandardErrors() throws IOException {
        Ran ran = zebra("--method", "kernel-shap:samples=120,segmenter=(grid:rows=4,columns=4)", "--errors");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out().lines())
                .anyMatch(l -> l.matches(" +region \\d+: \\S+ ± \\S+, 3136 pixels in columns \\d+ to \\d+, rows .*"));
        assertThat(ran.out()).contains("and 11 more in");
        JsonObject segments = json("n02391049_zebra.kernel-shap.json").getAsJsonObject("segments");
        assertThat(segments.get("samples").getAsInt()).isEqualTo(120);
        assertThat(segments.get("greatestError").getAsDouble()).isPositive();
        List<Double> values = segments.getAsJsonArray("regions").asList().stream()
                .map(r -> r.getAsJsonObject().get("value").getAsDouble())
                .toList();
        assertThat(values).hasSize(16).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(folder.resolve("n02391049_zebra.kernel-shap.regions.png")).exists();
        assertThat(folder.resolve("n02391049_zebra.kernel-shap.errors.png")).exists();
    }

    @Test
    void standardErrorsOfPixelsAreDrawnAndTheirGreatestIsInTheRecord() throws IOException {
        Ran ran = zebra("--method", "rise:samples=100", "--errors");
        assertThat(ran.code()).as(ran.err()).isZero();
        JsonObject segments = json("n02391049_zebra.rise.json").getAsJsonObject("segments");
        assertThat(segments.getAsJsonArray("regions")).isEmpty();
        assertThat(segments.get("greatestError").getAsDouble()).isPositive();
        assertThat(folder.resolve("n02391049_zebra.rise.errors.png")).exists();
    }

    @Test
    void aClassCanBeNamedByAnyOfItsNames() throws IOException {
        assertThat(zebra("--method", "gradients", "--target", "Panthera_Tigris").code())
                .isZero();
        assertThat(json("n02391049_zebra.gradients.json")
                        .getAsJsonObject("target")
                        .get("number")
                        .getAsInt())
                .isEqualTo(292);
    }

    @Test
    void onePhotoThatCannotBeReadDoesNotStopTheOthers() throws IOException {
        Path photos = Files.createDirectory(folder.resolve("photos"));
        Files.writeString(photos.resolve("a.jpg"), "not a picture");
        Files.copy(zebra(), photos.resolve("b.jpg"));
        Ran ran = explain("--image", photos, "--output", folder, "--method", "gradients");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.isOneLine()).as(ran.err()).isTrue();
        assertThat(ran.err()).contains("a.jpg");
        assertThat(folder.resolve("b.gradients.png")).exists();
    }

    @Test
    void aLayerThatIsNotThereListsThoseThatAre() {
        Ran ran = zebra("--method", "grad-cam:layer=conv99");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.isOneLine()).as(ran.err()).isTrue();
        assertThat(ran.err()).contains("conv99", "fire9/concat_1");
    }

    @Test
    void modelsWithoutNamesAreExplainedByNumber() throws IOException {
        Path model = ReferenceData.path("architectures/tiny/resnet18/model.onnx.gz");
        Ran ran = Ran.limn(
                "explain",
                "--model",
                model,
                "--image",
                zebra(),
                "--output",
                folder,
                "--method",
                "gradients",
                "--quiet");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out().lines().toList().get(1)).matches(" +\\d+\\.\\d\\d %  \\d+");
    }
}
