package org.limn.loader.onnx;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.train.Layers;
import org.limn.autodiff.train.ResidualNetwork;
import org.limn.loader.onnx.proto.AttributeProto;
import org.limn.loader.onnx.proto.GraphProto;
import org.limn.loader.onnx.proto.ModelProto;
import org.limn.loader.onnx.proto.NodeProto;
import org.limn.loader.onnx.proto.OperatorSetIdProto;
import org.limn.loader.onnx.proto.StringStringEntryProto;
import org.limn.loader.onnx.proto.TensorProto;
import org.limn.loader.onnx.proto.TensorShapeProto;
import org.limn.loader.onnx.proto.TypeProto;
import org.limn.loader.onnx.proto.ValueInfoProto;

/**
 * Writes a trained network as an ONNX file: opset 17, input {@code image} f32[N,3,S,S] of RGB in [0,1], output {@code logits}
 * f32[N,classes]; the range of pixels and the names of the classes are in the metadata, where {@link OnnxLoader} finds them.
 *
 * <p>Nodes are Conv (with batch norm folded into it), Relu, Add, GlobalAveragePool, Flatten and Gemm. The bytes depend on
 * the network, its weights and the names only.
 */
public final class OnnxWriter implements Layers<String> {
    private static final int OPSET = 17;
    private static final int IR = 8;
    /** ONNX's number of float32. */
    private static final int FLOAT = 1;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("limn");
    private final Map<String, Tensor> weights;

    private OnnxWriter(Map<String, Tensor> weights) {
        this.weights = weights;
    }

    /**
     * Writes a file.
     *
     * @param weights under {@code name.weight} and {@code name.bias}, as {@link org.limn.autodiff.train.Trained#folded} gives them
     * @param classes the names, in order
     * @throws IllegalArgumentException if a weight is missing, or the number of names is not that of the classes
     */
    public static void write(Path file, ResidualNetwork network, Map<String, Tensor> weights, List<String> classes)
            throws IOException {
        Files.write(file, bytes(network, weights, classes));
    }

    static byte[] bytes(ResidualNetwork network, Map<String, Tensor> weights, List<String> classes) {
        if (classes.size() != network.classes()) {
            throw new IllegalArgumentException(
                    "the network has " + network.classes() + " classes, got " + classes.size() + " names");
        }
        OnnxWriter writer = new OnnxWriter(weights);
        String logits = network.build(writer, "image");
        writer.graph.addInput(value("image", 3, network.size(), network.size()));
        writer.graph.addOutput(value(logits, network.classes()));
        StringBuilder names = new StringBuilder();
        for (String name : classes) {
            names.append(names.length() == 0 ? "[\"" : ", \"").append(name).append('"');
        }
        return ModelProto.newBuilder()
                .setIrVersion(IR)
                .setProducerName("limn")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(writer.graph)
                .addMetadataProps(entry("Image.NominalPixelRange", "Normalized_0_1"))
                .addMetadataProps(entry("Image.BitmapPixelFormat", "Rgb8"))
                .addMetadataProps(entry("classes", names.append(']').toString()))
                .build()
                .toByteArray();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    /** A float tensor whose first extent, the batch, is free. */
    private static ValueInfoProto value(String name, int... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
        for (int dim : dims) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
        }
        TypeProto.Tensor tensor =
                TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape).build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    @Override
    public String convolution(String name, String x, int inputs, int outputs, int kernel, int stride) {
        long pad = kernel / 2;
        return node(
                "Conv",
                name,
                List.of(x, weight(name + ".weight"), weight(name + ".bias")),
                integers("kernel_shape", kernel, kernel),
                integers("strides", stride, stride),
                integers("pads", pad, pad, pad, pad));
    }

    @Override
    public String relu(String name, String x) {
        return node("Relu", name, List.of(x));
    }

    @Override
    public String add(String name, String a, String b) {
        return node("Add", name, List.of(a, b));
    }

    @Override
    public String pool(String name, String x) {
        return node("Flatten", name, List.of(node("GlobalAveragePool", name + ".mean", List.of(x))));
    }

    @Override
    public String dense(String name, String x, int inputs, int outputs) {
        AttributeProto transposed = AttributeProto.newBuilder()
                .setName("transB")
                .setType(AttributeProto.AttributeType.INT)
                .setI(1)
                .build();
        List<String> operands = List.of(x, weight(name + ".weight"), weight(name + ".bias"));
        return node("Gemm", "logits", operands, transposed);
    }

    /** Adds a node, whose result has its name. */
    private String node(String operator, String name, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(name)
                .addAllInput(inputs)
                .addOutput(name)
                .addAllAttribute(List.of(attributes)));
        return name;
    }

    private String weight(String name) {
        Tensor tensor = weights.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no weight is called " + name + "; there are " + weights.keySet());
        }
        ByteBuffer bytes = ByteBuffer.allocate(4 * tensor.data().length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.data());
        TensorProto.Builder proto =
                TensorProto.newBuilder().setName(name).setDataType(FLOAT).setRawData(ByteString.copyFrom(bytes));
        for (int dim : tensor.shape().toArray()) {
            proto.addDims(dim);
        }
        graph.addInitializer(proto);
        return name;
    }

    private static AttributeProto integers(String name, long... values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(LongStream.of(values).boxed().toList())
                .build();
    }
}
