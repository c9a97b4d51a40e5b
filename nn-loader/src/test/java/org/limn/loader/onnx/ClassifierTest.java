package org.limn.loader.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.limn.loader.onnx.Models.integer;
import static org.limn.loader.onnx.Models.integers;
import static org.limn.loader.onnx.Models.ramp;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.limn.autodiff.op.Softmax;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.loader.LoadSettings;
import org.limn.loader.Network;
import org.limn.loader.image.Preprocessing;

/** What makes a graph a classifier of images: its input, its batch, its scores. */
class ClassifierTest {
    @TempDir
    Path folder = Path.of("");

    private Network load(Models model) throws IOException {
        return OnnxLoader.load(model.write(folder), new LoadSettings().withPreprocessing(Preprocessing.ZERO_ONE));
    }

    private static Models flatTail(Models m, String x) {
        return m.node("Softmax", x, "p", integer("axis", 1)).output("p");
    }

    /** Image by image, a batch gives what each image gives alone. */
    private static void batchesAgreeWithSingleImages(Network network) {
        int[] chw = network.image().toArray();
        Program one = network.program(1), three = network.program(3);
        Tensor64 images = ramp(0.013, 3, chw[0], chw[1], chw[2]);
        double[] together = Models.run(three, images).data();
        int each = images.shape().size() / 3, classes = network.classes();
        for (int k = 0; k < 3; k++) {
            double[] image = java.util.Arrays.copyOfRange(images.data(), k * each, (k + 1) * each);
            double[] alone = Models.run(one, Tensor64.of(Shape.of(1, chw[0], chw[1], chw[2]), image))
                    .data();
            assertThat(java.util.Arrays.copyOfRange(together, k * classes, (k + 1) * classes))
                    .containsExactly(alone, within(1e-12));
        }
    }

    @Test
    void aReshapeFrozenToOneImageTakesMore() throws IOException {
        Models m = Models.opset(13).image(1, 1, 4, 6).longs("flat", 1, -1).node("Reshape", "x flat", "rows");
        batchesAgreeWithSingleImages(load(flatTail(m, "rows")));
    }

    @Test
    void frozenWindowsOfPixelsTakeMoreImages() throws IOException {
        Models m = Models.opset(13)
                .image(1, 1, 4, 6)
                .longs("windows", 1, 2, 2, 3, 2)
                .longs("apart", 6, 4)
                .longs("back", 1, 6, 4)
                .node("Reshape", "x windows", "w")
                .node("Transpose", "w", "t", integers("perm", 0, 1, 3, 2, 4))
                .node("Reshape", "t apart", "a")
                .node("Softmax", "a", "s", integer("axis", 1))
                .node("Reshape", "s back", "b")
                .node("ReduceMean", "b", "m", integers("axes", 2), integer("keepdims", 0));
        batchesAgreeWithSingleImages(load(flatTail(m, "m")));
    }

    @Test
    void aClassTokenFrozenToOneImageIsRepeated() throws IOException {
        Models m = Models.opset(13)
                .image(1, 1, 4, 6)
                .longs("tokens", 1, 4, 6)
                .weight("class", Shape.of(1, 1, 6), 1, 2, 3, 4, 5, 6)
                .node("Reshape", "x tokens", "t")
                .node("Concat", "class t", "all", integer("axis", 1))
                .node("ReduceMean", "all", "m", integers("axes", 1), integer("keepdims", 0));
        batchesAgreeWithSingleImages(load(flatTail(m, "m")));
    }

    /** As torch's attention, whose tokens come before the batch, is exported for one image. */
    @Test
    void aFrozenBatchBehindTheTokensTakesMoreImages() throws IOException {
        Models m = Models.opset(13)
                .image(1, 1, 4, 6)
                .longs("rows", 1, 4, 6)
                .longs("flat", 4, 6)
                .longs("heads", 4, 2, 3)
                .longs("tokens", 4, 1, 6)
                .weight("w", Shape.of(6, 6), ramp(0.1, 36).rounded().data())
                .node("Reshape", "x rows", "r")
                .node("Transpose", "r", "t", integers("perm", 1, 0, 2))
                .node("Reshape", "t flat", "f")
                .node("MatMul", "f w", "k")
                .node("Reshape", "k heads", "h")
                .node("Transpose", "h", "a", integers("perm", 1, 0, 2))
                .node("Softmax", "a", "s", integer("axis", 1))
                .node("Transpose", "s", "b", integers("perm", 1, 0, 2))
                .node("Reshape", "b flat", "g")
                .node("MatMul", "g w", "q")
                .node("Reshape", "q tokens", "o")
                .node("ReduceMean", "o", "m", integers("axes", 0), integer("keepdims", 0));
        batchesAgreeWithSingleImages(load(flatTail(m, "m")));
    }

    /** {@code int(x.shape[0])} becomes a number when a network is traced, whatever the file then says of its batch. */
    @Test
    void aFreeBatchThatWasTracedAsOneImageTakesMore() throws IOException {
        Models m = Models.opset(13)
                .image(-1, 1, 4, 6)
                .longs("windows", -1, 6)
                .longs("back", 1, 2, 2, 3, -1)
                .longs("rows", 1, 4, -1)
                .node("Reshape", "x windows", "w")
                .node("Softmax", "w", "s", integer("axis", 1))
                .node("Reshape", "s back", "b")
                .node("Transpose", "b", "t", integers("perm", 0, 1, 3, 2, 4))
                .node("Reshape", "t rows", "r")
                .node("ReduceMean", "r", "m", integers("axes", 2), integer("keepdims", 0));
        batchesAgreeWithSingleImages(load(flatTail(m, "m")));
    }

    @Test
    void aFileForTwoImagesThatCannotTakeThreeSaysSo() throws IOException {
        Models m = Models.opset(13)
                .image(2, 1, 1, 2)
                .weight("w", Shape.of(2, 2), 1, 2, 3, 4)
                .node("Flatten", "x", "f")
                .node("Add", "f w", "y")
                .output("y");
        Network network = load(m);
        assertThat(network.program(2).output(Network.LOGITS).shape()).isEqualTo(Shape.of(2, 2));
        assertThatThrownBy(() -> network.program(3))
                .isInstanceOfSatisfying(
                        OnnxException.class, e -> assertThat(e.kind()).isEqualTo(OnnxException.Kind.UNSUPPORTED))
                .hasMessageContaining("written for 2 images at a time, which cannot be changed to 3: node 'y' (Add");
    }

    @Test
    void resizingToFrozenSizesTakesMoreImages() throws IOException {
        Models m = Models.opset(13)
                .image(1, 1, 4, 6)
                .longs("sizes", 1, 1, 2, 3)
                .longs("flat", 1, 6)
                .node("Resize", "x . . sizes", "small", Models.text("mode", "linear"))
                .node("Reshape", "small flat", "rows");
        batchesAgreeWithSingleImages(load(flatTail(m, "rows")));
    }

    @Test
    void aSoftmaxAtTheEndIsTakenApart() throws IOException {
        Network network = load(flatTail(Models.opset(13).image(-1, 1, 2, 3).node("Flatten", "x", "rows"), "rows"));
        Program program = network.program(2);
        assertThat(program.instructions())
                .filteredOn(i -> i.op() instanceof Softmax)
                .hasSize(1);
        assertThat(Models.run(program, ramp(1, 2, 1, 2, 3)).data())
                .containsExactly(ramp(1, 12).data());
        assertThat(network.info().choices()).contains("the graph ends in a softmax; logits are what it reads");
    }

    @Test
    void scoresPerPixelPositionOfExtentOneAreFlattened() throws IOException {
        Network network = load(Models.opset(13)
                .image(-1, 3, 4, 4)
                .node("GlobalAveragePool", "x", "y")
                .output("y"));
        assertThat(network.classes()).isEqualTo(3);
        assertThat(network.program(2).output(Network.LOGITS).shape()).isEqualTo(Shape.of(2, 3));
        assertThat(network.info().choices()).contains("the graph ends in logits; probabilities are their softmax");
    }

    @Test
    void aSqueezeThatTakesTheOnlyImagesAxisIsLookedThrough() throws IOException {
        Models squeezed = Models.opset(13)
                .image(1, 3, 4, 4)
                .node("GlobalAveragePool", "x", "m")
                .node("Squeeze", "m", "y")
                .output("y");
        batchesAgreeWithSingleImages(load(squeezed));
    }

    @Test
    void aSigmoidAtTheEndGivesEveryClassItsOwnProbability() throws IOException {
        Network network = load(Models.opset(13)
                .image(-1, 3, 1, 1)
                .node("Flatten", "x", "rows")
                .node("Sigmoid", "rows", "y")
                .output("y"));
        Program program = network.program(1);
        assertThat(program.instructions()).noneMatch(i -> i.op() instanceof Softmax);
        assertThat(Models.run(program, ramp(1, 1, 3, 1, 1)).data()).containsExactly(0, 1, 2);
    }

    @Test
    void bytesWithChannelsLastAreFedFromImages() throws IOException {
        Models m = Models.opset(13)
                .input("x", 2, -1, 2, 2, 3)
                .node("Cast", "x", "f", integer("to", 1))
                .node("ReduceMean", "f", "y", integers("axes", 1, 2), integer("keepdims", 0))
                .output("y");
        Network network = OnnxLoader.load(m.write(folder), new LoadSettings());
        assertThat(network.image()).isEqualTo(Shape.of(3, 2, 2));
        assertThat(network.preprocessing()).isEqualTo(Preprocessing.UNIT);
        assertThat(network.info().choices()).contains("preprocessing unit: the input takes bytes");
        // channel c of the image holds 4c..4c+3, each times 255/4
        assertThat(Models.run(network.program(1), ramp(0.25, 1, 3, 2, 2)).data())
                .containsExactly(new double[] {1.5 * 63.75, 5.5 * 63.75, 9.5 * 63.75}, within(1e-9));
    }

    @Test
    void extentsThatTheFileLeavesOpenAreChosen() throws IOException {
        Path file = Models.opset(13)
                .image(-1, 3, -1, -1)
                .node("GlobalAveragePool", "x", "y")
                .output("y")
                .write(folder);
        assertThat(OnnxLoader.load(file, new LoadSettings().withSize(40)).image())
                .isEqualTo(Shape.of(3, 40, 40));
        assertThat(OnnxLoader.load(file, new LoadSettings()).image()).isEqualTo(Shape.of(3, 224, 224));
    }

    @Test
    void anyTensorCanBeTheScores() throws IOException {
        Path file = Models.opset(13)
                .image(-1, 3, 4, 4)
                .node("Relu", "x", "map")
                .node("GlobalAveragePool", "map", "pooled")
                .node("Flatten", "pooled", "a")
                .output("map")
                .output("a")
                .write(folder);
        assertThat(OnnxLoader.load(file, new LoadSettings()).info().choices())
                .contains("of the outputs [map, a] the first with a score per class is 'a'");
        assertThat(OnnxLoader.load(file, new LoadSettings().withOutput("pooled"))
                        .classes())
                .isEqualTo(3);
        assertThatThrownBy(() -> OnnxLoader.load(file, new LoadSettings().withOutput("map")))
                .hasMessageContaining("output 'map' of type float32[1,3,4,4] does not hold a score per class");
        assertThatThrownBy(() -> OnnxLoader.load(file, new LoadSettings().withOutput("nothing")))
                .hasMessageContaining("the graph makes no value 'nothing'");
    }

    @Test
    void ofSeveralInputsOneIsChosen() throws IOException {
        Path file = Models.opset(13)
                .image(-1, 3, 1, 1)
                .input("other", 1, -1, 3, 1, 1)
                .node("Add", "x other", "sum")
                .node("Relu", "x", "y")
                .output("y")
                .output("sum")
                .write(folder);
        assertThatThrownBy(() -> OnnxLoader.load(file, new LoadSettings()))
                .hasMessageContaining("the graph has several inputs [x, other]");
        assertThat(OnnxLoader.load(file, new LoadSettings().withInput("x")).classes())
                .isEqualTo(3);
        assertThatThrownBy(() ->
                        OnnxLoader.load(file, new LoadSettings().withInput("x").withOutput("sum")))
                .hasMessageContaining("node 'sum' (Add) needs the input 'other', for which there is no value");
    }

    @Test
    void preprocessingThatDoesNotFitAGreyNetworkIsRefused() throws IOException {
        Path file = Models.opset(13)
                .image(-1, 1, 2, 2)
                .node("Flatten", "x", "y")
                .output("y")
                .write(folder);
        assertThatThrownBy(() -> OnnxLoader.load(file, new LoadSettings().withPreprocessing(Preprocessing.CAFFE_BGR)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the network takes 1");
    }
}
