package org.limn.loader.onnx;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.loader.onnx.proto.AttributeProto;
import org.limn.loader.onnx.proto.AttributeProto.AttributeType;
import org.limn.loader.onnx.proto.FunctionProto;
import org.limn.loader.onnx.proto.GraphProto;
import org.limn.loader.onnx.proto.ModelProto;
import org.limn.loader.onnx.proto.NodeProto;
import org.limn.loader.onnx.proto.OperatorSetIdProto;
import org.limn.loader.onnx.proto.TensorProto;
import org.limn.loader.onnx.proto.TensorShapeProto;
import org.limn.loader.onnx.proto.TypeProto;
import org.limn.loader.onnx.proto.ValueInfoProto;

/** Small models written by hand, for tests. */
public final class Models {
    private final ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8);
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("g");

    public static Models opset(int version) {
        Models m = new Models();
        m.model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(version));
        return m;
    }

    /** An input; extents of −1 are free. */
    public Models input(String name, int type, int... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int d : dims) {
            shape.addDim(
                    d < 0
                            ? TensorShapeProto.Dimension.newBuilder().setDimParam("N")
                            : TensorShapeProto.Dimension.newBuilder().setDimValue(d));
        }
        TypeProto.Tensor tensor =
                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape).build();
        graph.addInput(ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor)));
        return this;
    }

    /** An image input of floats. */
    public Models image(int... dims) {
        return input("x", 1, dims);
    }

    public Models output(String name) {
        graph.addOutput(ValueInfoProto.newBuilder().setName(name));
        return this;
    }

    public Models weight(String name, Shape shape, float... numbers) {
        TensorProto.Builder t = TensorProto.newBuilder().setName(name).setDataType(1);
        shape.toList().forEach(d -> t.addDims(d));
        for (float f : numbers) {
            t.addFloatData(f);
        }
        return tensor(t);
    }

    public Models longs(String name, long... numbers) {
        return tensor(TensorProto.newBuilder()
                .setName(name)
                .setDataType(7)
                .addDims(numbers.length)
                .addAllInt64Data(LongStream.of(numbers).boxed().toList()));
    }

    Models tensor(TensorProto.Builder tensor) {
        graph.addInitializer(tensor);
        return this;
    }

    /** A node; names of inputs and outputs are separated by blanks. */
    public Models node(String operator, String inputs, String outputs, AttributeProto... attributes) {
        graph.addNode(nodeProto(operator, inputs, outputs, attributes));
        return this;
    }

    Models node(NodeProto node) {
        graph.addNode(node);
        return this;
    }

    Models function(FunctionProto function) {
        model.addFunctions(function);
        model.addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain(function.getDomain()).setVersion(1));
        return this;
    }

    static NodeProto nodeProto(String operator, String inputs, String outputs, AttributeProto... attributes) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(names(inputs))
                .addAllOutput(names(outputs))
                .addAllAttribute(Arrays.asList(attributes))
                .build();
    }

    /** Names separated by blanks; a dot stands for the empty name. */
    private static List<String> names(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(s -> !s.isEmpty())
                .map(s -> s.equals(".") ? "" : s)
                .toList();
    }

    public static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    public static AttributeProto integers(String name, long... values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INTS)
                .addAllInts(LongStream.of(values).boxed().toList())
                .build();
    }

    static AttributeProto real(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static AttributeProto graph(String name, Models graph) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.GRAPH)
                .setG(graph.graph)
                .build();
    }

    ModelProto build() {
        return model.setGraph(graph).build();
    }

    public Path write(Path folder) throws IOException {
        return Files.write(folder.resolve("model.onnx"), build().toByteArray());
    }

    /** A stored tensor, as {@code test_data_set_0} of ONNX's tests holds inputs and outputs. */
    public static Path writeTensor(Path file, String name, Shape shape, float... numbers) throws IOException {
        TensorProto.Builder t = TensorProto.newBuilder().setName(name).setDataType(1);
        shape.toList().forEach(d -> t.addDims(d));
        for (float f : numbers) {
            t.addFloatData(f);
        }
        return Files.write(file, t.build().toByteArray());
    }

    /** The first output of a program for these inputs. */
    static Tensor64 run(Program program, Tensor64... inputs) {
        return ReferenceDevice.evaluate(program, List.of(inputs)).get(0);
    }

    /** 0, 1, 2, … times a step. */
    static Tensor64 ramp(double step, int... dims) {
        Shape shape = Shape.of(dims);
        double[] data = new double[shape.size()];
        Arrays.setAll(data, i -> i * step);
        return Tensor64.of(shape, data);
    }
}
