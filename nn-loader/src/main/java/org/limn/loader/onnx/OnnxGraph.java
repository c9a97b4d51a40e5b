package org.limn.loader.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.autodiff.transform.DeadCode;
import org.limn.loader.ModelInfo.Port;
import org.limn.loader.onnx.GraphValue.Computed;
import org.limn.loader.onnx.GraphValue.Known;
import org.limn.loader.onnx.proto.GraphProto;
import org.limn.loader.onnx.proto.ModelProto;
import org.limn.loader.onnx.proto.NodeProto;
import org.limn.loader.onnx.proto.TensorProto;
import org.limn.loader.onnx.proto.TypeProto;
import org.limn.loader.onnx.proto.ValueInfoProto;

/** The graph of an ONNX file, which becomes a program once the shapes of its inputs are chosen. */
public final class OnnxGraph {
    private final ModelFile file;
    private final Map<String, Long> versions;
    private final Map<String, TensorProto> stored;
    private final Map<String, ValueInfoProto> inputs = new LinkedHashMap<>();
    private final ModelFunctions functions;
    private final NodeOrder order;
    private final Literals literals;

    private OnnxGraph(ModelFile file) {
        this.file = file;
        ModelProto model = file.model();
        GraphProto graph = model.getGraph();
        checkForm(model);
        versions = checkedVersions(model);
        stored = GraphImport.stored(graph.getInitializerList());
        Set<String> names = new HashSet<>(stored.keySet());
        for (ValueInfoProto input : graph.getInputList()) {
            if (!stored.containsKey(input.getName()) && !names.add(input.getName())) {
                throw OnnxException.corrupt("the input '" + input.getName() + "' is there twice");
            } else if (!stored.containsKey(input.getName())) {
                inputs.put(input.getName(), input);
            }
        }
        functions = new ModelFunctions(model.getFunctionsList());
        functions.checkSize(graph.getNodeList());
        order = new NodeOrder(graph.getNodeList(), names::contains, names::contains);
        literals = new Literals(new TensorReader(new ExternalData(file.folder())));
    }

    /**
     * Reads the graph of a file.
     *
     * @throws OnnxException if the file is damaged, or the graph contradicts itself
     */
    public static OnnxGraph read(Path file) {
        try {
            return new OnnxGraph(ModelFile.read(file));
        } catch (OnnxException e) {
            throw e.at(file.toString());
        }
    }

    private static void checkForm(ModelProto model) {
        GraphProto graph = model.getGraph();
        if (!model.hasGraph()) {
            throw OnnxException.corrupt("this is not an ONNX model: there is no graph in it");
        } else if (graph.getOutputCount() == 0) {
            throw OnnxException.corrupt("the graph has no outputs");
        } else if (graph.getSparseInitializerCount() > 0) {
            throw OnnxException.unsupported("sparse weights are not supported: '"
                    + graph.getSparseInitializer(0).getValues().getName() + "'");
        }
    }

    private static Map<String, Long> checkedVersions(ModelProto model) {
        Map<String, Long> all = GraphImport.versions(model.getOpsetImportList());
        Long own = all.get("");
        if (own == null && model.getIrVersion() >= 3 && all.isEmpty()) {
            throw OnnxException.corrupt("the model does not say which operator set it is written for (opset_import)");
        } else if (own != null && own < 1) {
            throw OnnxException.corrupt("the model claims operator set version " + own);
        } else if (own != null && own > Operators.NEWEST) {
            throw OnnxException.unsupported("the model is written for operator set " + own + "; " + Operators.NEWEST
                    + " is the newest that is read");
        }
        return all;
    }

    /** The inputs that are not weights. */
    public List<Port> inputs() {
        return inputs.values().stream().map(Ports::of).toList();
    }

    public List<Port> outputs() {
        return file.model().getGraph().getOutputList().stream().map(Ports::of).toList();
    }

    ModelFile file() {
        return file;
    }

    Map<String, Long> versions() {
        return versions;
    }

    Map<String, ValueInfoProto> inputInfos() {
        return inputs;
    }

    List<String> outputNames() {
        return file.model().getGraph().getOutputList().stream()
                .map(ValueInfoProto::getName)
                .toList();
    }

    /**
     * An imported graph.
     *
     * @param program its inputs are the graph's free inputs by name; its outputs those outputs that it computes
     * @param outputs all outputs in the graph's order
     */
    public record Imported(Program program, List<Result> outputs) {}

    /**
     * An output of an imported graph.
     *
     * @param type the element type that the file gives it
     * @param known its numbers, if they are whole and do not depend on free inputs; else the program computes it
     */
    public record Result(String name, String type, Optional<Tensor64> known) {}

    /**
     * Imports the graph.
     *
     * @param free shapes of inputs that the program takes
     * @param bound tensors for the other inputs, which become constants
     * @throws OnnxException if the graph uses what is not supported, or its shapes do not fit
     */
    public Imported program(Map<String, Shape> free, Map<String, OnnxTensor> bound) {
        ProgramBuilder builder = new ProgramBuilder();
        Lines lines = new Lines(builder);
        Map<String, GraphValue> given = new HashMap<>();
        try {
            bound.forEach((name, tensor) -> given.put(name, constant(name, tensor, lines)));
            for (String name : inputs.keySet()) {
                if (free.containsKey(name)) {
                    given.put(name, new Computed(elementType(name), lines.input(name, Node.nonNull(free.get(name)))));
                }
            }
            Map<String, GraphValue> outputs = run(lines, given, FrozenBatch.first(), outputNames());
            List<Result> results = new ArrayList<>();
            outputs.forEach((name, operand) -> {
                results.add(new Result(name, operand.type().toString(), known(operand)));
                if (operand instanceof Computed c) {
                    builder.output(name, c.value());
                }
            });
            return new Imported(new DeadCode().apply(builder.build()), results);
        } catch (OnnxException e) {
            throw e.at(file.path().toString());
        }
    }

    private static Optional<Tensor64> known(GraphValue operand) {
        return operand instanceof Known k ? Optional.of(k.numbers()) : Optional.empty();
    }

    private static GraphValue constant(String name, OnnxTensor tensor, Lines lines) {
        return tensor.dtype().isFloat()
                ? new Computed(
                        tensor.dtype(), lines.constant(name, tensor.numbers().rounded()))
                : new Known(tensor.dtype(), tensor.numbers());
    }

    DType elementType(String input) {
        ValueInfoProto info = Node.nonNull(inputs.get(input));
        TypeProto type = Ports.value(info.getType());
        if (!type.hasTensorType()) {
            throw OnnxException.unsupported("the input '" + input + "' is not a tensor");
        }
        return DType.readable(type.getTensorType().getElemType(), "the input '" + input + "'");
    }

    /**
     * Writes the lines that some values need.
     *
     * @param given operands for the inputs
     * @return the values by name, in the order asked for
     */
    Map<String, GraphValue> run(
            Lines lines, Map<String, GraphValue> given, FrozenBatch batch, Collection<String> values) {
        List<NodeProto> nodes = order.neededFor(new LinkedHashSet<>(values));
        UnsupportedOperators.check(nodes, versions, functions);
        nodes.forEach(node -> checkInputs(node, given));
        Scope scope = new Scope(null, stored);
        given.forEach(scope::bind);
        new GraphImport(functions, literals, lines, batch).run(nodes, scope, new GraphImport.Frame(versions, null, ""));
        Map<String, GraphValue> results = new LinkedHashMap<>();
        values.forEach(name -> results.put(name, scope.get(name, literals, lines)));
        return results;
    }

    private void checkInputs(NodeProto node, Map<String, GraphValue> given) {
        for (String name : node.getInputList()) {
            if (inputs.containsKey(name) && !given.containsKey(name)) {
                throw OnnxException.unsupported(
                        Label.of(node) + " needs the input '" + name + "', for which there is no value");
            }
        }
    }

    /** Whether the file stores a tensor of this name. */
    boolean stores(String name) {
        return stored.containsKey(name);
    }

    /** Whether a node makes a value of this name. */
    boolean makes(String name) {
        return order.makes(name);
    }
}
