package org.limn.loader.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.limn.loader.Extent;
import org.limn.loader.InputLayout;
import org.limn.loader.Labels;
import org.limn.loader.LoadSettings;
import org.limn.loader.ScoreValue;
import org.limn.loader.image.Fit;
import org.limn.loader.image.Preprocessing;
import org.limn.loader.image.Preprocessing.Order;
import org.limn.loader.yaml.YamlException;

class SidecarTest {
    @TempDir
    Path folder = Path.of("");

    private Sidecar read(String text) throws IOException {
        return Sidecar.read(Files.writeString(folder.resolve("model.limn.yaml"), text));
    }

    @Test
    void everyKeyIsRead() throws IOException {
        Files.writeString(folder.resolve("pets.txt"), "cat\ndog\n");
        Sidecar sidecar = read("""
                preset: caffe-bgr
                crop: 0.9
                layout: nhwc
                extent: 384x128
                input: "image:0"
                output: scores
                labels: pets.txt
                value: logit
                layer: conv5
                """);
        assertThat(sidecar.settings())
                .isEqualTo(new LoadSettings()
                        .withPreprocessing(Preprocessing.CAFFE_BGR)
                        .withFit(new Fit.CenterCrop(0.9))
                        .withLayout(InputLayout.NHWC)
                        .withExtent(new Extent(384, 128))
                        .withInput("image:0")
                        .withOutput("scores"));
        assertThat(sidecar.labels()).contains(new Sidecar.Names("pets.txt", Labels.of(List.of("cat", "dog"))));
        assertThat(sidecar.value()).contains(ScoreValue.LOGIT);
        assertThat(sidecar.layer()).contains("conv5");
        assertThat(sidecar.keys())
                .containsExactly("preset", "crop", "layout", "extent", "input", "output", "labels", "value", "layer");
    }

    @Test
    void ownNumbersTakeThePlaceOfAPreset() throws IOException {
        assertThat(read("scale: 255\nmean: [1, 2, 3]\nstd: 58.5\norder: bgr\ncrop: none\n")
                        .settings())
                .isEqualTo(new LoadSettings()
                        .withPreprocessing(new Preprocessing(
                                "own", Order.BGR, 255, List.of(1.0, 2.0, 3.0), List.of(58.5), Fit.STRETCH))
                        .withFit(Fit.STRETCH));
        assertThat(read("scale: 1\nmean: 0.1307\nstd: 0.3081\n").settings().preprocessing())
                .hasValueSatisfying(p -> assertThat(p.fits(1)).isTrue());
    }

    @Test
    void labelsMayStandInTheSidecarItself() throws IOException {
        assertThat(read("labels: [cat, dog]").labels().orElseThrow().labels())
                .isEqualTo(Labels.of(List.of("cat", "dog")));
        assertThat(read("labels:\n  1: dog\n").labels().orElseThrow().labels().names())
                .containsOnlyKeys(1);
        assertThat(read("labels: imagenet").labels().orElseThrow().labels()).isEqualTo(Labels.imageNet());
    }

    @Test
    void extentsAreSquareOrOfTwoSides() throws IOException {
        assertThat(read("extent: 224").settings().extent()).contains(new Extent(224, 224));
        assertThat(read("extent: [3, 5]").settings().extent()).contains(new Extent(3, 5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'crop: 1\nprest: unit'       | line 2: there is no key 'prest'; the known ones are preset, scale, mean
            'preset: caffe'              | line 1: preset: no preprocessing is called 'caffe'; there are torchvision
            'preset: unit\nmean: 0'      | line 2: mean: preset 'unit' has its own; give one or the other
            'mean: 0\nstd: 1'            | line 1: mean: scale, mean and std go together
            'order: bgr'                 | line 1: order: scale, mean and std go together
            'scale: 1\nmean: 0\nstd: 0'  | line 2: mean: preprocessing needs a mean and a std (above 0)
            'scale: 1\nmean: x\nstd: 1'  | line 2: expected a number, got 'x'
            'crop: 7'                    | line 1: crop: a centre crop keeps a share above 0 and at most 1, got 7.0
            'crop: whole'                | line 1: expected a number, got 'whole'
            'layout: hwc'                | line 1: expected nchw or nhwc, got 'hwc'
            'extent: 1000000'            | line 1: extent: an image has 1 to 16384 pixels a side
            'extent: [1, 2, 3]'          | line 1: extent: a size is a number of pixels
            'value: score'               | line 1: expected probability or logit, got 'score'
            'layer: [a]'                 | line 1: expected a value, got a list
            'labels: none.txt'           | none.txt: there is no such file
            'labels: ../secret.txt'      | line 1: labels: '../secret.txt' is not in the model's folder
            'labels: /etc/passwd'        | line 1: labels: '/etc/passwd' is not in the model's folder
            'labels:\n  cat: 0'          | line 2: labels: expected class numbers as keys, got 'cat'
            """)
    void whatCannotBeIsSaidWithItsLine(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining("model.limn.yaml, line ")
                .hasMessageContaining(message);
    }

    @Test
    void labelsBehindALinkOutOfTheFolderAreNotRead() throws IOException {
        Path outside = Files.writeString(
                Files.createDirectory(folder.resolve("outside")).resolve("l.txt"), "secret\n");
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.createSymbolicLink(inside.resolve("l.txt"), outside);
        Path sidecar = Files.writeString(inside.resolve("m.limn.yaml"), "labels: l.txt");
        assertThatThrownBy(() -> Sidecar.read(sidecar)).hasMessageContaining("is not in the model's folder");
    }

    @Test
    void aSidecarLiesBesideItsModel() throws IOException {
        Path sidecar = Files.writeString(folder.resolve("net.limn.yaml"), "value: logit");
        assertThat(Sidecar.of(folder.resolve("net.onnx"))).isEqualTo(sidecar);
        assertThat(Sidecar.of(folder.resolve("net.onnx.gz"))).isEqualTo(sidecar);
        assertThat(Sidecar.of(Path.of("net.v2.ONNX"))).isEqualTo(Path.of("net.v2.limn.yaml"));
        assertThat(Sidecar.beside(folder.resolve("net.onnx")).value()).contains(ScoreValue.LOGIT);
        assertThat(Sidecar.beside(folder.resolve("other.onnx"))).isEqualTo(Sidecar.NONE);
    }

    @Test
    void settingsOfAPersonGoBeforeThoseOfTheSidecar() throws IOException {
        LoadSettings sidecar =
                read("preset: unit\ncrop: 0.5\nextent: 10\noutput: a").settings();
        LoadSettings flags = new LoadSettings().withOutput("b").withSize(20);
        assertThat(flags.or(sidecar)).isEqualTo(sidecar.withOutput("b").withSize(20));
        assertThat(new LoadSettings()
                        .withPreprocessing(Preprocessing.TORCHVISION)
                        .or(sidecar)
                        .fit())
                .as("another preprocessing brings its own fit")
                .isEqualTo(Optional.empty());
    }
}
