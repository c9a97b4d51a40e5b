package org.limn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.limn.autodiff.ReferenceData;
import org.limn.loader.image.Image;

/** A tiny network and two photos, half red and half blue; the object of one is its left half. */
class EvaluateCommandTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void photos() throws IOException {
        Files.createDirectories(folder.resolve("photos"));
        Files.createDirectories(folder.resolve("truth"));
        byte[] rgb = new byte[3 * 40 * 30];
        for (int i = 0; i < 40 * 30; i++) {
            rgb[3 * i + (i % 40 < 20 ? 0 : 2)] = (byte) 255;
        }
        for (String name : List.of("one", "two")) {
            Path file = folder.resolve("photos/" + name + ".png");
            ImageIO.write(Image.of(40, 30, rgb).toBufferedImage(), "png", file.toFile());
        }
        Files.writeString(folder.resolve("truth/boxes.csv"), "image,class,x0,y0,x1,y1\none.png,1,0,0,20,30\n");
    }

    private Ran evaluate(String... more) {
        List<Object> all = new java.util.ArrayList<>(List.of(
                "evaluate",
                "--model",
                ReferenceData.path("architectures/tiny/resnet18/model.onnx.gz"),
                "--images",
                folder.resolve("photos"),
                "--target",
                "1",
                "--method",
                "gradients",
                "--method",
                "random",
                "--output",
                folder.resolve("out")));
        all.addAll(List.of(more));
        return Ran.limn(all.toArray());
    }

    @Test
    void aLinePerScoreAndMethodInJson() {
        Ran ran = evaluate("--metric", "sparseness", "--json");
        assertThat(ran.code()).as(ran.err()).isZero();
        List<JsonElement> rows =
                JsonParser.parseString(ran.out()).getAsJsonArray().asList();
        assertThat(rows).hasSize(2);
        JsonObject first = rows.get(0).getAsJsonObject();
        assertThat(first.get("metric").getAsString()).isEqualTo("sparseness:channels=sum");
        assertThat(first.get("n").getAsInt()).isEqualTo(2);
        assertThat(first.get("low").getAsDouble()).isEqualTo(first.get("value").getAsDouble());
    }

    @Test
    void whatIsNotKnownIsAbsentInJson() {
        Ran ran = evaluate("--metric", "localization:figures=[mae]", "--json");
        assertThat(ran.code()).as(ran.err()).isZero();
        JsonObject row =
                JsonParser.parseString(ran.out()).getAsJsonArray().get(0).getAsJsonObject();
        assertThat(row.get("n").getAsInt()).isZero();
        assertThat(row.has("value")).isFalse();
        assertThat(row.getAsJsonObject("skipped").keySet())
                .containsExactly("the metric needs to know where the object is: --truth");
    }

    @Test
    void theSameAsCsv() {
        Ran ran = evaluate("--metric", "complexity", "--csv", "--statistic", "median");
        assertThat(ran.code()).as(ran.err()).isZero();
        List<String> lines = ran.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo("metric,score,method,statistic,value,low,high,n,skipped,why");
        assertThat(lines.get(2))
                .startsWith("complexity:channels=sum,entropy,random:seed=0,median,")
                .endsWith(",2,0,");
    }

    @Test
    void aPhotoWithoutTruthIsSkippedWithTheReason() {
        Ran ran = evaluate(
                "--metric", "localization", "--truth", folder.resolve("truth").toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("roc-auc  random:seed=0  0.", "1 skipped: 1× no truth is known of the photo");
        assertThat(evaluate("--metric", "localization").out())
                .contains("2× the metric needs to know where the object is");
    }

    @Test
    void aBadTruthEndsTheCommandWithFileAndLine() throws IOException {
        Files.writeString(folder.resolve("truth/boxes.csv"), "image,class,x0,y0,x1,y1\none.png,1,0,0,20\n");
        Ran ran = evaluate(
                "--metric", "localization", "--truth", folder.resolve("truth").toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("boxes.csv: line 2, column 5: the row ends before its column y1");
    }

    @Test
    void curvesOfTwoSettingsOfAMetricAreTwoFiles() {
        Ran ran = evaluate("--metric", "monotonicity:steps=4", "--metric", "monotonicity:steps=5");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(folder.resolve("out/monotonicity-monotonicity.svg"))
                .content()
                .contains("steps=4", "gradients", "random", "share put back", ">score<");
        assertThat(folder.resolve("out/monotonicity-monotonicity-2.svg"))
                .content()
                .contains("steps=5");
    }

    @Test
    void whereWebpCannotRunTheCommandEndsWithWhatIsMissingAndNoOtherMeasure() throws Exception {
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Djava.awt.headless=true",
                        "-Djava.io.tmpdir=" + folder.resolve("absent"), // where the native library would be unpacked
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.limn.cli.Limn",
                        "evaluate",
                        "--model",
                        ReferenceData.path("architectures/tiny/resnet18/model.onnx.gz")
                                .toString(),
                        "--images",
                        folder.resolve("photos/one.png").toString(),
                        "--method",
                        "random",
                        "--metric",
                        "pic",
                        "--output",
                        folder.resolve("out").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(log)).isEqualTo(1);
        assertThat(log)
                .content()
                .contains("limn: lossless WebP measures information here, and its native library does not run on")
                .contains("pic:entropy=deflate is another measure");
    }

    @Test
    void whatDoesNotLookAtTheNetworkFailsTheSanityChecks() {
        Ran ran = evaluate("--metric", "parameter-randomization:layers=2", "--metric", "random-logit");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains(
                        "layers=2,seed=0 spearman  random:seed=0  1.0000",
                        "random-logit:seed=0 spearman  random:seed=0  1.0000");
    }
}
