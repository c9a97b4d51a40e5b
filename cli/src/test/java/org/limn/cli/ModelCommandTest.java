package org.limn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.limn.loader.onnx.Models.integer;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.limn.autodiff.ReferenceData;
import org.limn.autodiff.tensor.Shape;
import org.limn.loader.LoadSettings;
import org.limn.loader.image.Image;
import org.limn.loader.image.Preprocessing;
import org.limn.loader.onnx.Models;
import org.limn.loader.onnx.OnnxLoader;
import org.limn.loader.sidecar.Sidecar;

/** {@code limn model …}, and the options by which every command is told of its model. */
class ModelCommandTest {
    @TempDir
    private Path folder;

    /** Scores are the means of red, green and blue, for images of any size; inside there are the map and its double. */
    private Path colors() throws IOException {
        return Models.opset(13)
                .image(-1, 3, -1, -1)
                .weight("two", Shape.of(1), 2)
                .node("Relu", "x", "map")
                .node("GlobalAveragePool", "map", "pooled")
                .node("Flatten", "pooled", "scores")
                .node("Mul", "scores two", "doubled")
                .output("map")
                .output("scores")
                .output("doubled")
                .write(folder);
    }

    private Path red() throws IOException {
        byte[] rgb = new byte[3 * 8 * 6];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) 255;
        }
        Path file = folder.resolve("red.png");
        ImageIO.write(Image.of(8, 6, rgb).toBufferedImage(), "png", file.toFile());
        return file;
    }

    private static Ran model(String command, Path model, Object... more) {
        return Ran.limn(Stream.concat(Stream.of("model", command, "--model", model), Arrays.stream(more))
                .toArray());
    }

    private static JsonObject info(Path model, Object... more) {
        Ran ran = model(
                "info",
                model,
                Stream.concat(Stream.of("--json"), Arrays.stream(more)).toArray());
        assertThat(ran.code()).as(ran.err()).isZero();
        return JsonParser.parseString(ran.out()).getAsJsonObject();
    }

    private Ran explain(Path model, Object... more) throws IOException {
        Object[] start = {
            "explain",
            "--model",
            model,
            "--image",
            red(),
            "--output",
            folder.resolve("out"),
            "--method",
            "gradients",
            "--quiet",
            "--preprocessing",
            "zero-one"
        };
        return Ran.limn(Stream.concat(Arrays.stream(start), Arrays.stream(more)).toArray());
    }

    private static void ends(Ran ran, int code, String... words) {
        assertThat(ran.err()).contains(words);
        assertThat(ran.isOneLine()).as(ran.err()).isTrue();
        assertThat(ran.code()).as(ran.err()).isEqualTo(code);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    // describe

    @Test
    void describeWritesASidecarThatChangesNothing() throws IOException {
        Path model = folder.resolve("net.onnx.gz");
        Files.copy(ReferenceData.path("architectures/tiny/resnet18/model.onnx.gz"), model);
        JsonObject before = info(model);
        Ran ran = model("describe", model);
        assertThat(ran.code()).as(ran.err()).isZero();
        Path sidecar = folder.resolve("net.limn.yaml");
        assertThat(ran.out()).isEqualToIgnoringNewLines(sidecar.toString());
        JsonObject after = info(model);
        for (String fact : List.of("image", "scores", "classes", "preprocessing", "layer", "program")) {
            assertThat(after.get(fact)).as(fact).isEqualTo(before.get(fact));
        }
        assertThat(after.getAsJsonArray("chosen").get(0).getAsString())
                .endsWith("net.limn.yaml says preset, crop, layout, input, output, value");
    }

    @Test
    void describeReplacesASidecarOnlyIfToldTo() throws IOException {
        Path model = colors();
        Path sidecar = file("model.limn.yaml", "crop: 0.5\n");
        ends(model("describe", model), 1, "model.limn.yaml", "--force", "--print");
        assertThat(sidecar).hasContent("crop: 0.5\n");
        assertThat(model("describe", model, "--print").out()).contains("crop: 0.5", "extent: 224");
        assertThat(sidecar).hasContent("crop: 0.5\n");
        assertThat(model("describe", model, "--force").code()).isZero();
        assertThat(Files.readString(sidecar)).contains("crop: 0.5", "extent: 224x224", "output: scores");
    }

    @ParameterizedTest
    @ValueSource(strings = {"torchvision", "caffe-bgr", "tensorflow", "unit", "zero-one"})
    void whatDescribeWritesIsThePresetThatWasAskedFor(String name) throws IOException {
        Path model = colors();
        assertThat(model("describe", model, "--preprocessing", name, "--size", "30x40")
                        .code())
                .isZero();
        LoadSettings written = Sidecar.beside(model).settings();
        assertThat(OnnxLoader.load(model, written).preprocessing()).isEqualTo(Preprocessing.named(name));
        assertThat(OnnxLoader.load(model, written).image()).isEqualTo(Shape.of(3, 30, 40));
    }

    @Test
    void numbersAndNamesOfOnesOwnSurviveBeingDescribedAgain() throws IOException {
        Path model = colors();
        file(
                "model.limn.yaml",
                "scale: 255\nmean: [1, 2.5, 3]\nstd: 58\norder: bgr\ncrop: none\nlabels: {0: red, 2: \"blue: sky\"}\n");
        Sidecar before = Sidecar.beside(model);
        assertThat(model("describe", model, "--force").code()).isZero();
        Sidecar after = Sidecar.beside(model);
        assertThat(after.settings().preprocessing()).isEqualTo(before.settings().preprocessing());
        assertThat(after.settings().fit()).isEqualTo(before.settings().fit());
        assertThat(after.labels()).isEqualTo(before.labels()).isPresent();
    }

    @Test
    void aListInTheModelsFolderIsNamedAndAnyOtherIsWrittenOut() throws IOException {
        Path model = colors();
        Path beside = file("colors.txt", "red\ngreen\nblue\n");
        assertThat(model("describe", model, "--print", "--labels", beside).out())
                .contains("labels: colors.txt");
        assertThat(model("describe", model, "--print", "--labels", elsewhere("a\nb\nc\n"))
                        .out())
                .contains("labels:\n  0: \"a\"\n  1: \"b\"\n  2: \"c\"");
    }

    private Path elsewhere(String content) throws IOException {
        Path other = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-labels"));
        return Files.writeString(other.resolve("list.txt"), content);
    }

    @Test
    void aSidecarThatCannotBeReadIsNamedWithItsLine() throws IOException {
        Path model = colors();
        file("model.limn.yaml", "crop: none\npresett: unit\n");
        ends(model("info", model), 1, "model.limn.yaml, line 2", "presett", "preset");
    }

    // verify

    /** A folder as the zoo has it; twice the input is expected to be {@code expected}. */
    private static void zooFolder(Path at, String operator, float expected) throws IOException {
        Path data = Files.createDirectories(at.resolve("test_data_set_0"));
        Models.opset(13).image(1, 2).node(operator, "x x", "y").output("y").write(at);
        Models.writeTensor(data.resolve("input_0.pb"), "x", Shape.of(1, 2), 1.5f, 0);
        Models.writeTensor(data.resolve("output_0.pb"), "y", Shape.of(1, 2), expected, 0);
    }

    @Test
    void verifyHasALineForEachModelAndTotals() throws IOException {
        zooFolder(folder.resolve("a/right"), "Add", 3);
        zooFolder(folder.resolve("b/wrong"), "Add", 4);
        zooFolder(folder.resolve("c/strange"), "Scan", 3);
        Ran ran = Ran.limn("model", "verify", folder);
        assertThat(ran.code()).as("one is wrong").isEqualTo(3);
        assertThat(ran.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("pass").contains("0.0e+00 of ", "right"),
                        line -> assertThat(line)
                                .startsWith("fail")
                                .contains("1.0e+00 of 4.0e-03", "wrong: test_data_set_0, output 'y': number 0 is 3.0"),
                        line -> assertThat(line).startsWith("refused").contains("node 'y' (Scan, opset 13)"),
                        line -> assertThat(line).isEqualTo("3 models: 1 pass, 1 refused, 1 fail"));
    }

    @Test
    void theExitCodeOfVerifyIsThatOfTheWorst() throws IOException {
        zooFolder(folder.resolve("right"), "Add", 3);
        zooFolder(folder.resolve("strange"), "Scan", 3);
        assertThat(Ran.limn("model", "verify", folder.resolve("right")).code()).isZero();
        assertThat(Ran.limn("model", "verify", folder.resolve("right"), folder.resolve("strange"))
                        .code())
                .isEqualTo(4);
        zooFolder(folder.resolve("near"), "Add", 3.1f);
        assertThat(Ran.limn("model", "verify", folder.resolve("near")).code()).isEqualTo(3);
        assertThat(Ran.limn("model", "verify", folder.resolve("near"), "--rtol", 0.1)
                        .code())
                .isZero();
    }

    @Test
    void verifySaysTheSameInJson() throws IOException {
        zooFolder(folder.resolve("right"), "Add", 3);
        zooFolder(folder.resolve("strange"), "Scan", 3);
        JsonObject json = JsonParser.parseString(
                        Ran.limn("model", "verify", folder, "--json").out())
                .getAsJsonObject();
        assertThat(json.get("passed").getAsInt()).isEqualTo(1);
        assertThat(json.get("refused").getAsInt()).isEqualTo(1);
        assertThat(json.get("failed").getAsInt()).isZero();
        JsonArray models = json.getAsJsonArray("models");
        assertThat(models.get(0).getAsJsonObject().get("verdict").getAsString()).isEqualTo("pass");
        assertThat(models.get(0).getAsJsonObject().get("error").getAsDouble()).isZero();
        assertThat(models.get(1).getAsJsonObject().has("error")).isFalse();
    }

    @Test
    void verifyNeedsFoldersWithModels() throws IOException {
        ends(Ran.limn("model", "verify", folder.resolve("none")), 1, "none", "no such folder");
        ends(Ran.limn("model", "verify", colors()), 1, "model.onnx", "not a folder");
        ends(Ran.limn("model", "verify", folder), 1, "test_data_set_0");
        ends(Ran.limn("model", "verify"), 2, "DIR");
        ends(Ran.limn("model", "verify", folder, "--rtol", "2"), 2, "--rtol", "below 1");
        ends(Ran.limn("model", "verify", folder, "--rtol", "much"), 2, "--rtol", "much");
    }

    @Test
    void onnxsOwnWholeNetworksVerify() {
        Ran ran = Ran.limn("model", "verify", ReferenceData.path("onnx-backend/simple"));
        assertThat(ran.code()).as(ran.out()).isZero();
        assertThat(ran.out()).contains(" 0 refused, 0 fail");
    }

    // ops

    @Test
    void opsListsEveryOperatorWithItsOperatorSets() {
        Ran ran = Ran.limn("model", "ops");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).containsPattern("(?m)^Clip +1-10, 11-22$").containsPattern("(?m)^If ");
        JsonArray json =
                JsonParser.parseString(Ran.limn("model", "ops", "--json").out()).getAsJsonArray();
        assertThat(json).hasSize((int) ran.out().lines().count());
        ends(Ran.limn("model", "ops", "Conv"), 2, "Conv");
    }

    // --labels

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            l.txt  | red\\ngreen\\nblue
            l.json | ["red", "green", "blue"]
            m.json | {"0": "red", "1": "green", "2": "blue"}
            l.csv  | number,name\\n0,red\\n1,green\\n2,blue
            """)
    void labelsAreTextJsonOrCsv(String name, String content) throws IOException {
        Path labels = file(name, content.replace("\\n", "\n"));
        Ran ran = explain(colors(), "--labels", labels, "--target", "Blue");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out().lines().toList().get(1)).matches(" +\\d+\\.\\d\\d %  red");
        assertThat(ran.out()).contains("gradients for blue");
        assertThat(info(colors(), "--labels", labels).get("class names").getAsString())
                .isEqualTo("known");
    }

    @Test
    void labelsThatCannotBeAreRefused() throws IOException {
        Path model = colors();
        ends(explain(model, "--labels", folder.resolve("none.txt")), 1, "none.txt", "no such file");
        ends(explain(model, "--labels", folder), 1, "not a file");
        ends(explain(model, "--labels", file("e.txt", "\n")), 1, "e.txt", "holds no labels");
        ends(explain(model, "--labels", file("b.json", "{\"red\": 0}")), 1, "b.json", "class numbers as keys");
        ends(explain(model, "--labels", file("b.csv", "0,red\nx,green\n")), 1, "b.csv", "line 2");
        ends(explain(model, "--labels", file("f.txt", "a\nb\nc\nd\n")), 2, "f.txt names class 3", "3 classes");
        ends(explain(model, "--labels", "imagenet"), 2, "imagenet names class 999");
    }

    @Test
    void classesHaveNumbersWhereNobodyKnowsTheirNames() throws IOException {
        Ran ran = explain(colors());
        assertThat(ran.out().lines().toList().get(1)).matches(" +\\d+\\.\\d\\d %  0");
        assertThat(info(colors()).get("class names").getAsString()).isEqualTo("unknown");
    }

    // --size, --input-name, --output-name

    @Test
    void sizeIsForImagesThatTheFileLeavesOpen() throws IOException {
        Path model = colors();
        assertThat(info(model).get("image").getAsString()).startsWith("[3,224,224]");
        assertThat(info(model, "--size", 40).get("image").getAsString()).startsWith("[3,40,40]");
        assertThat(info(model, "--size", "40x20").get("image").getAsString()).startsWith("[3,40,20]");
        for (String wrong : List.of("big", "0", "-3", "40x", "20x30x3", "16385", "99999999999")) {
            ends(explain(model, "--size=" + wrong), 2, "--size");
        }
        Path fixed = ReferenceData.path("architectures/tiny/resnet18/model.onnx.gz");
        ends(model("info", fixed, "--size", 224), 2, "fixes the image at 64x64", "224x224 was asked for");
    }

    @Test
    void anyValueInsideCanBeTheScores() throws IOException {
        Path model = colors();
        assertThat(info(model).get("scores").getAsString()).contains("'scores'");
        assertThat(info(model).getAsJsonArray("chosen").toString())
                .contains("of the outputs [map, scores, doubled] the first with a score per class is 'scores'");
        assertThat(info(model, "--output-name", "doubled").get("scores").getAsString())
                .contains("'doubled'");
        assertThat(info(model, "--output-name", "pooled").get("classes").getAsInt())
                .isEqualTo(3);
        ends(explain(model, "--output-name", "nothing"), 2, "no value 'nothing'", "[map, scores, doubled]");
        ends(explain(model, "--output-name", "map"), 4, "output 'map'", "does not hold a score per class");
    }

    @Test
    void anInputIsChosenByName() throws IOException {
        Path model = Models.opset(13)
                .image(-1, 3, 2, 2)
                .input("y", 1, -1, 1, 4, 4)
                .node("Flatten", "x", "a", integer("axis", 1))
                .node("Flatten", "y", "b", integer("axis", 1))
                .output("a")
                .output("b")
                .write(folder);
        ends(explain(model), 4, "several inputs [x, y]", "say which one");
        assertThat(info(model, "--input-name", "y", "--output-name", "b")
                        .get("image")
                        .getAsString())
                .startsWith("[1,4,4]");
        ends(explain(model, "--input-name", "z"), 2, "no input 'z'", "[x, y]");
    }

    @Test
    void preprocessingForAnotherNumberOfChannelsIsRefused() throws IOException {
        Path grey = Models.opset(13)
                .image(-1, 1, 2, 2)
                .node("Flatten", "x", "a")
                .output("a")
                .write(folder);
        ends(model("info", grey, "--preprocessing", "torchvision"), 2, "3 channels", "takes 1", "zero-one");
    }
}
