package org.limn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.limn.attribution.Explainer;
import org.limn.attribution.settings.Settings;
import org.limn.autodiff.ReferenceData;
import org.limn.autodiff.program.Parser;
import org.limn.autodiff.program.Program;
import org.limn.cli.option.Failures;
import org.limn.loader.LoadSettings;
import org.limn.loader.image.Image;
import org.limn.loader.onnx.OnnxLoader;

class CommandsTest {
    @TempDir
    private Path folder;

    private static Path tiny() {
        return ReferenceData.path("architectures/tiny/resnet18/model.onnx.gz");
    }

    /** Left half red, right half blue. */
    private Path halves() throws IOException {
        byte[] rgb = new byte[3 * 40 * 30];
        for (int i = 0; i < 40 * 30; i++) {
            rgb[3 * i + (i % 40 < 20 ? 0 : 2)] = (byte) 255;
        }
        return png("halves", rgb);
    }

    private Path black() throws IOException {
        return png("black", new byte[3 * 40 * 30]);
    }

    private Path png(String name, byte[] rgb) throws IOException {
        Path file = folder.resolve(name + ".png");
        ImageIO.write(Image.of(40, 30, rgb).toBufferedImage(), "png", file.toFile());
        return file;
    }

    @Test
    void listNamesEveryMethodAsMethodTakesIt() {
        JsonObject all =
                JsonParser.parseString(Ran.limn("list", "--json").out()).getAsJsonObject();
        List<Explainer> methods = all.getAsJsonArray("methods").asList().stream()
                .map(m -> Settings.parse(Explainer.class, m.getAsString()))
                .toList();
        assertThat(methods).isEqualTo(Settings.all(Explainer.class)).isNotEmpty();
        assertThat(all.getAsJsonArray("devices").toString()).contains("cpu", "reference");
    }

    @Test
    void helpIsThereForEveryCommand() {
        for (String command : List.of("explain", "compare", "segment", "show", "list", "model", "bench")) {
            Ran ran = Ran.limn(command, "--help");
            assertThat(ran.code()).isZero();
            assertThat(ran.out()).contains("Usage: limn " + command);
        }
        assertThat(Ran.limn("--version").out()).startsWith("limn ");
    }

    @Test
    void showPrintsWhatTheParserReads() {
        Program program = OnnxLoader.load(tiny(), new LoadSettings()).program(2);
        Ran ran = Ran.limn("show", "--model", tiny(), "--batch", 2);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(Parser.parse(ran.out(), program.constants())).isEqualTo(program);
    }

    @Test
    void showFollowsTheProgramToTheDevice() {
        Ran gradient = Ran.limn("show", "--model", tiny(), "--gradient", "--device", "reference");
        assertThat(gradient.out()).contains("; vjp of %");
        Ran folded = Ran.limn("show", "--model", tiny(), "--after", "fold-constants");
        assertThat(folded.code()).as(folded.err()).isZero();
        assertThat(Ran.limn("show", "--model", tiny(), "--after", "last").code())
                .isZero();
        assertThat(Ran.limn("show", "--model", tiny(), "--listing").out()).contains("gemm");
        Ran unknown = Ran.limn("show", "--model", tiny(), "--after", "magic");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("magic", "fold-constants");
    }

    @Test
    void modelInfoSaysWhatWasChosen() {
        JsonObject info = JsonParser.parseString(
                        Ran.limn("model", "info", "--model", tiny(), "--json").out())
                .getAsJsonObject();
        assertThat(info.get("classes").getAsInt()).isEqualTo(40);
        assertThat(info.get("image").getAsString()).startsWith("[3,64,64]");
        assertThat(info.get("class names").getAsString()).isEqualTo("unknown");
        assertThat(info.getAsJsonArray("chosen").toString()).contains("torchvision", "PyTorch");
    }

    @Test
    void benchHoldsTimesAgainstThePeak() {
        Ran ran = Ran.limn("bench", "--model", tiny(), "--batch", 1, "--runs", 1, "--threads", 1, "--json");
        assertThat(ran.code()).as(ran.err()).isZero();
        JsonObject json = JsonParser.parseString(ran.out()).getAsJsonObject();
        assertThat(json.get("peakFlops").getAsDouble()).isGreaterThan(1e8);
        JsonObject forward = json.getAsJsonArray("results").get(0).getAsJsonObject();
        JsonObject both = json.getAsJsonArray("results").get(1).getAsJsonObject();
        assertThat(both.get("gflop").getAsDouble())
                .isGreaterThan(1.5 * forward.get("gflop").getAsDouble());
        assertThat(forward.get("cpuSeconds").getAsDouble()).isPositive();
        assertThat(forward.getAsJsonArray("lines")).isNotEmpty();
        assertThat(forward.get("floor").getAsDouble()).isBetween(0.001, 1.0);
        assertThat(json.get("loadSeconds").getAsDouble()).isPositive();
        assertThat(json.get("peakHeapBytes").getAsLong()).isPositive();
    }

    @Test
    void benchNamesLinesFarFromTheirFloors() {
        Ran far = Ran.limn("bench", "--model", tiny(), "--batch", 1, "--runs", 1, "--threads", 1, "--least-share", 100);
        assertThat(far.code()).as(far.err()).isEqualTo(Failures.CHECK_FAILED);
        assertThat(far.err()).contains("% of the time at", "of the floor, least is 100 %: %");
        Ran near =
                Ran.limn("bench", "--model", tiny(), "--batch", 1, "--runs", 1, "--threads", 1, "--least-share", 1e-6);
        assertThat(near.code()).as(near.err()).isZero();
        assertThat(Ran.limn("bench", "--least-share", 10).code()).isEqualTo(Failures.USAGE);
    }

    @Test
    void comparePutsMethodsOnOnePageThatNeedsNothingElse() throws IOException {
        Path page = folder.resolve("page.html");
        Ran ran = Ran.limn(
                "compare",
                "--model",
                tiny(),
                "--image",
                halves(),
                "--output",
                page,
                "--quiet",
                "--method",
                "gradients",
                "--method",
                "integrated-gradients:steps=4");
        assertThat(ran.code()).as(ran.err()).isZero();
        String html = Files.readString(page).replace("&#x3D;", "=");
        assertThat(html).contains("<h3>gradients</h3>", "integrated-gradients:steps=4", "top 5 %");
        assertThat(html).doesNotContain("http:", "https:", "<script", "url(");
        assertThat(html.split("<img ")).hasSize(1 + 1 + 2 * 7);
        assertThat(html.split("src=\"data:image/")).hasSize(1 + 1 + 2 * 7);
    }

    @Test
    void regionsWithValuesAreOnThePage() throws IOException {
        Path page = folder.resolve("page.html");
        Ran ran = Ran.limn(
                "compare",
                "--model",
                tiny(),
                "--image",
                halves(),
                "--output",
                page,
                "--quiet",
                "--method",
                "kernel-shap:samples=60,segmenter=(grid:rows=3,columns=4)",
                "--method",
                "rise:samples=20");
        assertThat(ran.code()).as(ran.err()).isZero();
        String html = Files.readString(page);
        assertThat(html)
                .contains("its regions")
                .containsPattern("<li>region \\d+: \\S+ ± \\S+, \\d+ pixels in columns");
        assertThat(html.split("<li>region ")).hasSize(1 + 8);
        assertThat(html).contains("and 4 more");
        assertThat(html.split("<img ")).hasSize(1 + 1 + 2 * 7 + 1);
    }

    /** The image is its own baseline. */
    @Test
    void aMapThatIsZeroEverywhereIsReportedNotDrawn() throws IOException {
        Path earlier = Files.writeString(folder.resolve("black.integrated-gradients.png"), "an earlier run's");
        Ran ran = Ran.limn(
                "explain",
                "--model",
                tiny(),
                "--image",
                black(),
                "--output",
                folder,
                "--method",
                "integrated-gradients:steps=2",
                "--quiet");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("note: the map is zero everywhere", "equal the baseline", "not drawn");
        assertThat(earlier).doesNotExist();
        assertThat(folder.resolve("black.integrated-gradients.overlay.png")).doesNotExist();
        assertThat(folder.resolve("black.integrated-gradients.npy")).exists();
        assertThat(Files.readString(folder.resolve("black.integrated-gradients.json")))
                .contains("the map is zero everywhere")
                .doesNotContain("overlay");
    }

    @Test
    void aMapThatIsZeroEverywhereIsANoteOnThePage() throws IOException {
        Path page = folder.resolve("page.html");
        Ran ran = Ran.limn(
                "compare",
                "--model",
                tiny(),
                "--image",
                black(),
                "--output",
                page,
                "--method",
                "integrated-gradients:steps=2",
                "--method",
                "gradients",
                "--quiet");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("note: the map is zero everywhere");
        String html = Files.readString(page);
        assertThat(html).contains("the map is zero everywhere");
        assertThat(html.split("<img ")).hasSize(1 + 1 + 7);
    }
}
