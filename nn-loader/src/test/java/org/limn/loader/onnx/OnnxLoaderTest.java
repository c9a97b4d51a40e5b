package org.limn.loader.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.limn.autodiff.ReferenceData;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.autodiff.transform.Gradient;
import org.limn.loader.LoadSettings;
import org.limn.loader.Network;
import org.limn.loader.image.Pictures;
import org.limn.loader.image.Preprocessing;

/** A really trained network, and the choices that a loader makes. */
class OnnxLoaderTest {
    private static final LoadSettings CAFFE = new LoadSettings().withPreprocessing(Preprocessing.CAFFE_BGR);

    private static Network squeezeNet() {
        return OnnxLoader.load(ReferenceData.path("models/squeezenet1.1/model.onnx"), CAFFE);
    }

    @Test
    void squeezeNetGivesTheStoredScoresAndGradient() throws IOException {
        Network network = squeezeNet();
        Tensor64 image = Pictures.read(ReferenceData.path("saliency/images/dob.png"))
                .tensor()
                .widen();
        int predicted = 240;
        double[] seed = new double[1000];
        seed[predicted] = 1;
        Program gradient = Gradient.of(network.program(1), Network.PROBABILITIES, "data_0");
        List<Tensor64> got = ReferenceDevice.evaluate(gradient, List.of(image, Tensor64.of(Shape.of(1, 1000), seed)));
        Path maps = ReferenceData.path("saliency/maps/dob");
        // the table of reference/README.md: 1e-3, 1e-5, and 1e-3 relative for the gradient
        assertThat(got.get(0).data())
                .containsExactly(Npy.read64(maps.resolve("logits.npy")).data(), within(1e-3));
        assertThat(got.get(1).data())
                .containsExactly(Npy.read64(maps.resolve("probs.npy")).data(), within(1e-5));
        Tensor64 stored = Npy.read64(maps.resolve("gradient.npy"));
        double off = 0, norm = 0;
        for (int i = 0; i < stored.data().length; i++) {
            int channel = i % 3, pixel = i / 3;
            double mine = got.get(2).data()[channel * 224 * 224 + pixel];
            off += Math.pow(mine - stored.data()[i], 2);
            norm += stored.data()[i] * stored.data()[i];
        }
        assertThat(Math.sqrt(off / norm)).isLessThan(1e-3);
    }

    @Test
    void aNetworkKnowsItsFile() {
        Network network = squeezeNet();
        assertThat(network.image()).isEqualTo(Shape.of(3, 224, 224));
        assertThat(network.classes()).isEqualTo(1000);
        assertThat(network.info().opsets()).containsEntry("ai.onnx", 7L);
        assertThat(network.info().parameters()).isEqualTo(1_235_496);
        assertThat(network.info().sha256()).hasSize(64);
        assertThat(network.info().inputs()).hasToString("[data_0: float16[1,3,224,224]]");
        assertThat(network.info().choices())
                .contains(
                        "the graph ends in a softmax; logits are what it reads",
                        "preprocessing caffe-bgr, as asked for");
    }

    @Test
    void valuesCarryTheNamesOfTheFilesTensors() {
        Program program = squeezeNet().program(2);
        assertThat(program.named("fire9/concat_1").orElseThrow().result().shape())
                .isEqualTo(Shape.of(2, 512, 13, 13));
        assertThat(program.named("conv1_1").orElseThrow().origin()).containsExactly("conv1_1");
        assertThat(program.named("image").orElseThrow().result().shape()).isEqualTo(Shape.of(2, 3, 224, 224));
        assertThat(program.output(Network.LOGITS).shape()).isEqualTo(Shape.of(2, 1000));
    }

    @Test
    void inNetworkSpaceTheNormalizationIsLeftOut() {
        Program program = squeezeNet().inNetworkSpace().program(1);
        assertThat(program.instructions()).noneMatch(i -> i.origin().contains("normalization"));
        assertThat(program.inputs()).hasSize(1);
    }

    @Test
    void aGreyNetworkThatEndsInLogitsIsRead() {
        Network mnist = OnnxLoader.load(ReferenceData.path("models/mnist/model.onnx"), new LoadSettings());
        assertThat(mnist.image()).isEqualTo(Shape.of(1, 28, 28));
        assertThat(mnist.classes()).isEqualTo(10);
        assertThat(mnist.program(3).output(Network.PROBABILITIES).shape()).isEqualTo(Shape.of(3, 10));
    }

    @Test
    void whatIsWrongWithAFileIsSaidInOneLine(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("model.onnx"), "<!DOCTYPE html><title>404</title>");
        assertThatThrownBy(() -> OnnxLoader.load(text, CAFFE))
                .isInstanceOfSatisfying(
                        OnnxException.class, e -> assertThat(e.kind()).isEqualTo(OnnxException.Kind.CORRUPT))
                .hasMessageContaining("model.onnx: this is not an ONNX model")
                .hasMessageContaining("web page");
        assertThatThrownBy(() -> OnnxLoader.load(folder.resolve("absent.onnx"), CAFFE))
                .hasMessageEndingWith("absent.onnx: there is no such file");
    }
}
