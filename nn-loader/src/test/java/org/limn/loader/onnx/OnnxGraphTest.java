package org.limn.loader.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.limn.loader.onnx.Models.integer;
import static org.limn.loader.onnx.Models.integers;
import static org.limn.loader.onnx.Models.nodeProto;
import static org.limn.loader.onnx.Models.ramp;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.loader.onnx.proto.AttributeProto;
import org.limn.loader.onnx.proto.AttributeProto.AttributeType;
import org.limn.loader.onnx.proto.FunctionProto;
import org.limn.loader.onnx.proto.ModelProto;
import org.limn.loader.onnx.proto.TensorProto;
import org.limn.loader.onnx.proto.TypeProto;

/** Graphs into programs: what is computed at import, what is inlined, what is written. */
class OnnxGraphTest {
    @TempDir
    Path folder = Path.of("");

    private Program program(Models model, int... dims) throws IOException {
        return OnnxGraph.read(model.write(folder))
                .program(Map.of("x", Shape.of(dims)), Map.of())
                .program();
    }

    @Test
    void shapeArithmeticIsComputedAtImport() throws IOException {
        Program p = program(
                Models.opset(13)
                        .image(-1, 2, 3, 4)
                        .longs("zero", 0)
                        .longs("rest", -1)
                        .node("Shape", "x", "s")
                        .node("Gather", "s zero", "n", integer("axis", 0))
                        .node("Concat", "n rest", "wanted", integer("axis", 0))
                        .node("Reshape", "x wanted", "y")
                        .output("y"),
                5,
                2,
                3,
                4);
        assertThat(p.instructions())
                .extracting(i -> i.op().toString())
                .containsExactly("Input[shape=[5,2,3,4]]", "Reshape[shape=[5,24]]");
        assertThat(p.named("y").orElseThrow().origin()).containsExactly("y");
    }

    @Test
    void sizesComputedThroughFloatsAreRoundedAsTheFrameworkRounded() throws IOException {
        // 3 · float32(1/3) is 1 in float32 and a little more in float64; its ceiling decides an extent
        Program p = program(
                Models.opset(13)
                        .image(3, 2)
                        .weight("third", Shape.of(1), 1 / 3f)
                        .longs("zero", 0)
                        .longs("one", 1)
                        .node("Shape", "x", "s")
                        .node("Gather", "s zero", "n")
                        .node("Cast", "n", "f", integer("to", 1))
                        .node("Mul", "f third", "m")
                        .node("Ceil", "m", "c")
                        .node("Cast", "c", "end", integer("to", 7))
                        .node("Slice", "x zero end zero", "y")
                        .output("y"),
                3,
                2);
        assertThat(p.output("y").shape()).isEqualTo(Shape.of(1, 2));
    }

    @Test
    void aNumberBesideAnArrayBecomesAnAttribute() throws IOException {
        Program p = program(
                Models.opset(13)
                        .image(2, 3)
                        .weight("half", Shape.SCALAR, 0.5f)
                        .weight("two", Shape.of(1), 2)
                        .node("Mul", "x half", "a")
                        .node("Sub", "two a", "b")
                        .node("Pow", "b two", "y")
                        .output("y"),
                2,
                3);
        assertThat(p.instructions()).extracting(i -> i.op().word()).containsExactly("input", "affine", "mul");
        assertThat(Models.run(p, ramp(1, 2, 3)).data()).containsExactly(4, 2.25, 1, 0.25, 0, 0.25);
    }

    @Test
    void anIfThatIsDecidedAtImportIsItsBranch() throws IOException {
        Models yes = new Models().node("Relu", "x", "a").output("a");
        Models no = new Models().node("Frobnicate", "x", "b").output("b");
        Program p = program(
                Models.opset(16)
                        .image(-1, 2)
                        .longs("two", 2)
                        .longs("one", 1)
                        .node("Shape", "x", "s")
                        .node("Gather", "s one", "n")
                        .node("Equal", "n two", "c")
                        .node("If", "c", "y", Models.graph("then_branch", yes), Models.graph("else_branch", no))
                        .output("y"),
                1,
                2);
        assertThat(p.instructions()).extracting(i -> i.op().word()).containsExactly("input", "relu");
    }

    @Test
    void anIfThatTheImageDecidesIsRefused() {
        Models branch = new Models().node("Relu", "x", "a").output("a");
        assertThatThrownBy(() -> program(
                        Models.opset(16)
                                .image(1)
                                .weight("zero", Shape.of(1), 0)
                                .node("Greater", "x zero", "c")
                                .node(
                                        "If",
                                        "c",
                                        "y",
                                        Models.graph("then_branch", branch),
                                        Models.graph("else_branch", branch))
                                .output("y"),
                        1))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("node 'y' (If, opset 16): its condition depends on the image");
    }

    @Test
    void loopsAreRefusedByName() {
        assertThatThrownBy(() -> program(
                        Models.opset(16).image(1).node("Loop", ". . x", "y").output("y"), 1))
                .isInstanceOfSatisfying(
                        OnnxException.class, e -> assertThat(e.kind()).isEqualTo(OnnxException.Kind.UNSUPPORTED))
                .hasMessageContaining("(Loop, opset 16)");
    }

    @Test
    void functionsAreInlinedWithTheirAttributes() throws IOException {
        AttributeProto slope = AttributeProto.newBuilder()
                .setName("alpha")
                .setType(AttributeType.FLOAT)
                .setRefAttrName("slope")
                .build();
        FunctionProto leaky = FunctionProto.newBuilder()
                .setName("Leaky")
                .setDomain("mine")
                .addInput("a")
                .addInput("unused")
                .addOutput("b")
                .addAttribute("slope")
                .addNode(nodeProto("LeakyRelu", "a", "c", slope))
                .addNode(nodeProto("Neg", "c", "b"))
                .build();
        Program p = program(
                Models.opset(18)
                        .image(3)
                        .function(leaky)
                        .node(nodeProto("Leaky", "x", "y", Models.real("slope", 0.5f)).toBuilder()
                                .setName("call")
                                .setDomain("mine")
                                .build())
                        .output("y"),
                3);
        assertThat(Models.run(p, ramp(-2, 3)).data()).containsExactly(0, 1, 2);
        assertThat(p.instructions().get(p.instructions().size() - 1).origin()).containsExactly("call/b");
    }

    @Test
    void aFunctionThatCallsItselfInABranchIsRefused() {
        AttributeProto branch = Models.graph(
                "then_branch",
                new Models()
                        .node(nodeProto("Again", "a", "b").toBuilder()
                                .setDomain("mine")
                                .build())
                        .output("b"));
        FunctionProto again = FunctionProto.newBuilder()
                .setName("Again")
                .setDomain("mine")
                .addInput("a")
                .addOutput("c")
                .addNode(nodeProto("Constant", "", "yes", integer("value_int", 1)))
                .addNode(nodeProto("If", "yes", "c", branch))
                .build();
        assertThatThrownBy(() -> program(
                        Models.opset(18)
                                .image(1)
                                .function(again)
                                .node(nodeProto("Again", "x", "y").toBuilder()
                                        .setDomain("mine")
                                        .build())
                                .output("y"),
                        1))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("functions and branches nest deeper than 100");
    }

    @Test
    void weightsOfAnyWidthAreRead() throws IOException {
        Program p = program(
                Models.opset(13)
                        .image(2)
                        .tensor(TensorProto.newBuilder()
                                .setName("double")
                                .setDataType(11)
                                .addDims(2)
                                .addDoubleData(1)
                                .addDoubleData(2))
                        .tensor(TensorProto.newBuilder()
                                .setName("half")
                                .setDataType(10)
                                .addDims(2)
                                .setRawData(ByteString.copyFrom(new byte[] {0, 0x3c, 1, 0})))
                        .tensor(TensorProto.newBuilder()
                                .setName("brain")
                                .setDataType(16)
                                .addDims(2)
                                .addInt32Data(0x3f80)
                                .addInt32Data(0xc040))
                        .node("Add", "x double", "a")
                        .node("Add", "a half", "b")
                        .node("Add", "b brain", "y")
                        .output("y"),
                2);
        assertThat(Models.run(p, ramp(0, 2)).data()).containsExactly(3, 2 + 0x1p-24 - 3);
    }

    @Test
    void nodesThatNoOutputNeedsAreNotEvenLookedAt() throws IOException {
        Program p = program(
                Models.opset(13)
                        .image(1)
                        .node("Relu", "x", "y")
                        .node("Unique", "x", "u")
                        .output("y"),
                1);
        assertThat(p.instructions()).hasSize(2);
    }

    @Test
    void wholeOutputsKeepTheirTypeAndNumbers() throws IOException {
        OnnxGraph graph = OnnxGraph.read(Models.opset(13)
                .image(-1, 3)
                .node("Shape", "x", "s")
                .node("ArgMax", "x", "a", integer("axis", 1))
                .output("s")
                .output("a")
                .write(folder));
        OnnxGraph.Imported imported = graph.program(Map.of("x", Shape.of(4, 3)), Map.of());
        assertThat(imported.outputs()).extracting(OnnxGraph.Result::type).containsExactly("int64", "int64");
        assertThat(imported.outputs().get(0).known().orElseThrow().data()).containsExactly(4, 3);
        assertThat(imported.program().outputs())
                .extracting(Program.Output::name)
                .containsExactly("a");
    }

    @Test
    void quantisedModelsAreRefusedAsSuch() {
        assertThatThrownBy(() -> program(
                        Models.opset(13)
                                .image(1)
                                .node("QuantizeLinear", "x", "q")
                                .node("DequantizeLinear", "q", "y")
                                .output("y"),
                        1))
                .hasMessageContaining("quantised models are not supported, export the model in float32");
    }

    @Test
    void equallyLargePaddingIsCutByNegativePads() throws IOException {
        Program p = program(
                Models.opset(13)
                        .image(1, 1, 4, 4)
                        .weight("w", Shape.of(1, 1, 1, 1), 1)
                        .node("Conv", "x w", "y", integers("pads", -1, 1, 0, -2))
                        .output("y"),
                1,
                1,
                4,
                4);
        assertThat(p.output("y").shape()).isEqualTo(Shape.of(1, 1, 3, 3));
        assertThat(Models.run(p, ramp(1, 1, 1, 4, 4)).data()).containsExactly(0, 4, 5, 0, 8, 9, 0, 12, 13);
    }

    @Test
    void anInputOfOptionalTypeIsTheValueInIt() throws IOException {
        ModelProto model = Models.opset(18)
                .image(2)
                .node("Identity", "x", "a")
                .node("Optional", "a", "b")
                .node("OptionalGetElement", "b", "c")
                .node("Relu", "c", "y")
                .node("OptionalHasElement", "b", "there")
                .node("OptionalHasElement", "", "nothing")
                .output("y")
                .output("there")
                .output("nothing")
                .build();
        ModelProto.Builder optional = model.toBuilder();
        optional.getGraphBuilder()
                .getInputBuilder(0)
                .setType(TypeProto.newBuilder()
                        .setOptionalType(TypeProto.Optional.newBuilder()
                                .setElemType(model.getGraph().getInput(0).getType())));
        Path file =
                Files.write(folder.resolve("optional.onnx"), optional.build().toByteArray());
        OnnxGraph graph = OnnxGraph.read(file);
        assertThat(graph.inputs()).hasToString("[x: float32[2]]");
        OnnxGraph.Imported imported = graph.program(Map.of("x", Shape.of(2)), Map.of());
        assertThat(imported.program().instructions())
                .extracting(i -> i.op().word())
                .containsExactly("input", "relu");
        assertThat(imported.outputs().get(1).known().orElseThrow().data()).containsExactly(1);
        assertThat(imported.outputs().get(2).known().orElseThrow().data()).containsExactly(0);
    }

    @Test
    void aMistakeOfTheImporterIsNotBlamedOnTheFile() {
        Lines lines = new Lines(new ProgramBuilder());
        Scope scope = new Scope(null, Map.of());
        scope.bind("x", new GraphValue.Computed(DType.FLOAT, new Value(7, Shape.of(1))));
        Literals literals = new Literals(new TensorReader(new ExternalData(folder)));
        GraphImport graph = new GraphImport(new ModelFunctions(List.of()), literals, lines, FrozenBatch.first());
        GraphImport.Frame frame = new GraphImport.Frame(Map.of("", 13L), null, "");
        assertThatThrownBy(() -> graph.run(List.of(nodeProto("Identity", "x", "y")), scope, frame))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("no line makes %7");
    }

    @Test
    void extentsBeyondWhatAShapeHoldsAreBlamedOnTheFile() {
        int most = Integer.MAX_VALUE;
        Models tiles =
                Models.opset(13).image(1, 2, 4, 4).longs("r", 1, 1, 1, most).node("Tile", "x r", "y");
        assertThatThrownBy(() -> program(tiles.output("y"), 1, 2, 4, 4))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("node 'y' (Tile")
                .hasMessageContaining("an extent is at most 2^31 - 1, got " + 4L * most);
        Models blocks = Models.opset(13).image(1, 2, 4, 4).node("DepthToSpace", "x", "y", integer("blocksize", 65536));
        assertThatThrownBy(() -> program(blocks.output("y"), 1, 2, 4, 4))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("node 'y' (DepthToSpace")
                .hasMessageContaining("divisible by 65536²");
    }

    @Test
    void shapesThatDoNotFitAreBlamedOnTheFile() {
        assertThatThrownBy(() -> program(
                        Models.opset(13)
                                .image(1, 2, 4, 4)
                                .weight("w", Shape.of(1, 3, 1, 1), 1, 1, 1)
                                .node("Conv", "x w", "y")
                                .output("y"),
                        1,
                        2,
                        4,
                        4))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("node 'y' (Conv");
    }
}
