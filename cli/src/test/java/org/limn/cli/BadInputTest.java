package org.limn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.limn.autodiff.ReferenceData;

/** Every wrong input ends in one line that says what is wrong, and the right exit code. */
class BadInputTest {
    @TempDir
    private Path folder;

    private static void ends(Ran ran, int code, String... words) {
        assertThat(ran.err()).contains(words);
        assertThat(ran.isOneLine()).as(ran.err()).isTrue();
        assertThat(ran.code()).as(ran.err()).isEqualTo(code);
    }

    private static Path model() {
        return ReferenceData.path("models/squeezenet1.1/model.onnx");
    }

    private static Path zebra() {
        return ReferenceData.path("photos/n02391049_zebra.JPEG");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void aMissingModel() {
        ends(explain(folder.resolve("none.onnx"), folder.resolve("none.jpg")), 1, "none.onnx", "no such file");
    }

    @Test
    void aTextFileRenamedToOnnx() throws IOException {
        ends(explain(file("text.onnx", "This is a text, not a model.\n"), folder.resolve("none.jpg")), 1, "text.onnx");
    }

    @Test
    void anEmptyModel() throws IOException {
        ends(explain(file("empty.onnx", ""), folder.resolve("none.jpg")), 1, "empty.onnx");
    }

    @Test
    void aFolderAsModel() {
        ends(explain(folder, folder.resolve("none.jpg")), 1, folder.toString());
    }

    @Test
    void aTruncatedModel() throws IOException {
        byte[] whole = Files.readAllBytes(model());
        for (double part : new double[] {0.1, 0.5, 0.99}) {
            Path cut = folder.resolve("cut.onnx");
            Files.write(cut, Arrays.copyOf(whole, (int) (whole.length * part)));
            ends(explain(cut, zebra()), 1, "cut.onnx");
        }
    }

    @Test
    void anImageThatIsNone() throws IOException {
        ends(explain(model(), file("text.jpg", "not a picture"), "--quiet"), 1, "text.jpg", "not a picture");
    }

    @Test
    void aMissingImage() {
        ends(explain(model(), folder.resolve("none.jpg"), "--quiet"), 1, "none.jpg", "no such file");
    }

    @Test
    void anUnknownLabel() {
        ends(explain(model(), zebra(), "--quiet", "--target", "zebbra"), 2, "--target", "zebbra", "zebra");
        ends(explain(model(), zebra(), "--quiet", "--target", "1000"), 2, "--target", "1000");
    }

    @ParameterizedTest
    @CsvSource({
        "foo, no method is called 'foo'",
        "integrated-gradients:step=3, it has [",
        "integrated-gradients:steps=many, whole number",
        "integrated-gradients:steps=0, steps"
    })
    void anUnknownMethodOrSetting(String method, String message) {
        ends(Ran.limn("explain", "--model", "m.onnx", "--image", "i.png", "--method", method), 2, message);
    }

    @Test
    void anUnknownFlagListsThoseThereAre() {
        ends(Ran.limn("explain", "--model", "m", "--image", "i", "--modle", "x"), 2, "--modle", "--model", "--image");
    }

    @Test
    void whatHasOnlyCertainValuesListsThem() {
        String[] start = {"explain", "--model", "m", "--image", "i"};
        for (List<String> wrong : List.of(
                List.of("--value", "odds", "probability", "logit"),
                List.of("--channels", "red", "abs-sum", "max"),
                List.of("--preprocessing", "none", "caffe-bgr", "torchvision"),
                List.of("--memory", "lots", "4g"),
                List.of("--threads", "0", "1 to 1024"))) {
            Object[] args = Arrays.copyOf(start, start.length + 2, Object[].class);
            args[start.length] = wrong.get(0);
            args[start.length + 1] = wrong.get(1);
            ends(Ran.limn(args), 2, wrong.toArray(String[]::new));
        }
    }

    @Test
    void anUnknownDevice() {
        ends(explain(model(), zebra(), "--quiet", "--device", "abacus"), 1, "abacus", "reference");
    }

    @Test
    void noCommandAndAnUnknownOne() {
        ends(Ran.limn(), 2, "explain", "list");
        ends(Ran.limn("expalin"), 2, "expalin", "explain");
        ends(Ran.limn("model"), 2, "info");
        ends(Ran.limn("explain"), 2, "--model");
    }

    @Test
    void nothingIsLeftBehindByAFailure() throws IOException {
        explain(model(), file("text.jpg", "not a picture"), "--quiet");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private Ran explain(Path model, Path image, Object... more) {
        Object[] start = {
            "explain",
            "--model",
            model,
            "--image",
            image,
            "--output",
            folder.resolve("out"),
            "--preprocessing",
            "caffe-bgr"
        };
        Object[] all = Arrays.copyOf(start, start.length + more.length, Object[].class);
        System.arraycopy(more, 0, all, start.length, more.length);
        return Ran.limn(all);
    }
}
