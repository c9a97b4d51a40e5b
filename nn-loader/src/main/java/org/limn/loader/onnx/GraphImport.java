package org.limn.loader.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.tensor.ShapeException;
import org.limn.loader.onnx.proto.AttributeProto;
import org.limn.loader.onnx.proto.FunctionProto;
import org.limn.loader.onnx.proto.GraphProto;
import org.limn.loader.onnx.proto.NodeProto;
import org.limn.loader.onnx.proto.OperatorSetIdProto;
import org.limn.loader.onnx.proto.TensorProto;

/** Walks the nodes of a graph and writes the lines of each; functions are inlined, and so is the branch of an If that is taken. */
final class GraphImport {
    /** What holds for the nodes of one graph or function: operator set versions, and the arguments of the call. */
    record Frame(Map<String, Long> versions, @Nullable Map<String, AttributeProto> arguments, String prefix) {}

    /** Not in the table, as it reads the graph around it. */
    static final Operator IF = new Operator("If", 1, 1, 1, Set.of("then_branch", "else_branch"), n -> List.of());

    private static final int DEEPEST = 100;
    private static final long MOST_NODES = 1_000_000;

    private final ModelFunctions functions;
    private final Literals literals;
    private final Lines lines;
    private final FrozenBatch batch;
    private int depth;
    private long count;

    GraphImport(ModelFunctions functions, Literals literals, Lines lines, FrozenBatch batch) {
        this.functions = functions;
        this.literals = literals;
        this.lines = lines;
        this.batch = batch;
    }

    /** The version of each operator set, by domain. */
    static Map<String, Long> versions(List<OperatorSetIdProto> imports) {
        Map<String, Long> versions = new LinkedHashMap<>();
        imports.forEach(i -> versions.merge(Label.domain(i.getDomain()), i.getVersion(), Math::max));
        return versions;
    }

    static Map<String, TensorProto> stored(List<TensorProto> initializers) {
        Map<String, TensorProto> stored = new HashMap<>();
        for (TensorProto t : initializers) {
            if (stored.put(t.getName(), t) != null) {
                throw OnnxException.corrupt("the tensor '" + t.getName() + "' is stored twice");
            }
        }
        return stored;
    }

    void run(List<NodeProto> nodes, Scope scope, Frame frame) {
        count += nodes.size();
        if (count > MOST_NODES) {
            throw OnnxException.corrupt(
                    "the graph, with all calls written out, has more than " + MOST_NODES + " nodes");
        }
        for (NodeProto node : nodes) {
            try {
                List<GraphValue> outputs = outputs(node, scope, frame);
                for (int i = 0; i < Math.min(outputs.size(), node.getOutputCount()); i++) {
                    scope.bind(node.getOutput(i), outputs.get(i));
                }
            } catch (OnnxException e) {
                throw e.atNode(Label.of(node, frame.prefix(), version(node, frame)));
            } catch (ShapeException e) {
                // the instruction set's own checks: what was needed, what came
                throw OnnxException.corrupt(String.valueOf(e.getMessage()), e)
                        .atNode(Label.of(node, frame.prefix(), version(node, frame)));
            }
        }
    }

    private static long version(NodeProto node, Frame frame) {
        return frame.versions().getOrDefault(Label.domain(node.getDomain()), 1L);
    }

    private List<GraphValue> outputs(NodeProto node, Scope scope, Frame frame) {
        Optional<FunctionProto> function = functions.called(node);
        if (function.isPresent()) {
            return call(function.get(), node, scope, frame);
        } else if (node.getOpType().equals("If")
                && Label.domain(node.getDomain()).isEmpty()) {
            return branch(node, scope, frame);
        }
        Operator operator = Operators.of(node, version(node, frame));
        String name = frame.prefix() + Label.name(node);
        lines.origin(name);
        int before = lines.next();
        List<GraphValue> outputs = operator.importer().apply(node(node, operator, scope, frame));
        for (int i = 0; i < Math.min(outputs.size(), node.getOutputCount()); i++) {
            if (outputs.get(i) instanceof GraphValue.Computed c
                    && c.value().id() >= before
                    && !node.getOutput(i).isEmpty()) {
                lines.named(c.value(), frame.prefix() + node.getOutput(i));
            }
        }
        return outputs;
    }

    private Node node(NodeProto node, Operator operator, Scope scope, Frame frame) {
        NodeAttributes attributes = NodeAttributes.of(node, frame.arguments());
        for (String attribute : attributes.names()) {
            if (!operator.attributes().contains(attribute)) {
                throw OnnxException.unsupported("it has an attribute '" + attribute + "', and " + operator.name()
                        + " knows " + operator.attributes().stream().sorted().toList());
            }
        }
        List<Optional<GraphValue>> inputs = inputs(node, scope);
        long given = inputs.stream().filter(Optional::isPresent).count();
        if (given < operator.minInputs() || inputs.size() > operator.maxInputs()) {
            throw OnnxException.corrupt(
                    operator.name() + " has " + operator.inputCount() + " inputs, this one " + given);
        }
        return new Node(
                version(node, frame),
                node.getOutputCount(),
                inputs,
                node.getInputList(),
                attributes,
                lines,
                batch,
                literals);
    }

    private List<Optional<GraphValue>> inputs(NodeProto node, Scope scope) {
        List<Optional<GraphValue>> inputs = new ArrayList<>();
        for (String name : node.getInputList()) {
            inputs.add(name.isEmpty() ? Optional.empty() : Optional.of(scope.get(name, literals, lines)));
        }
        while (!inputs.isEmpty() && inputs.get(inputs.size() - 1).isEmpty()) {
            inputs.remove(inputs.size() - 1);
        }
        return inputs;
    }

    /** Inlines a function: its inputs by position, its attributes by name, its values in a scope of their own. */
    private List<GraphValue> call(FunctionProto function, NodeProto node, Scope scope, Frame frame) {
        List<Optional<GraphValue>> given = inputs(node, scope);
        Node.require(
                given.size() <= function.getInputCount(),
                "function '" + function.getName() + "' has " + function.getInputCount() + " inputs, this call "
                        + given.size());
        Scope body = new Scope(null, Map.of());
        for (int i = 0; i < given.size(); i++) {
            String name = function.getInput(i);
            given.get(i).ifPresent(operand -> body.bind(name, operand));
        }
        List<String> absent =
                function.getInputList().stream().filter(i -> !body.has(i)).toList();
        NodeOrder order = new NodeOrder(withoutAbsent(function.getNodeList(), absent), body::has, body::has);
        inside(order.neededFor(function.getOutputList()), body, frame(function, node, frame));
        return function.getOutputList().stream()
                .map(name -> body.get(name, literals, lines))
                .toList();
    }

    /** What holds inside a call: the function's versions, its attributes with their defaults, the caller's name in front. */
    private static Frame frame(FunctionProto function, NodeProto node, Frame caller) {
        Map<String, AttributeProto> arguments = new HashMap<>();
        function.getAttributeProtoList().forEach(a -> arguments.put(a.getName(), a));
        arguments.putAll(NodeAttributes.of(node, caller.arguments()).all());
        return new Frame(
                function.getOpsetImportCount() > 0 ? versions(function.getOpsetImportList()) : caller.versions(),
                arguments,
                caller.prefix() + Label.name(node) + "/");
    }

    /** Runs the nodes of a function or branch; calls hidden in branches are limited here, the others when the file is read. */
    private void inside(List<NodeProto> nodes, Scope scope, Frame frame) {
        if (++depth > DEEPEST) {
            throw OnnxException.corrupt("functions and branches nest deeper than " + DEEPEST);
        }
        run(nodes, scope, frame);
        depth--;
    }

    /** The nodes of a function with the names of inputs that a call leaves out emptied, as a left-out input is written. */
    private static List<NodeProto> withoutAbsent(List<NodeProto> nodes, List<String> absent) {
        if (absent.isEmpty()) {
            return nodes;
        }
        return nodes.stream()
                .map(n -> {
                    NodeProto.Builder copy = n.toBuilder();
                    for (int i = 0; i < n.getInputCount(); i++) {
                        copy.setInput(i, absent.contains(n.getInput(i)) ? "" : n.getInput(i));
                    }
                    return copy.build();
                })
                .toList();
    }

    /** The lines of the branch that a condition known at import takes. */
    private List<GraphValue> branch(NodeProto node, Scope scope, Frame frame) {
        Node n = node(node, IF, scope, frame);
        OptionalDouble condition = n.scalar(n.in(0));
        if (condition.isEmpty()) {
            throw OnnxException.unsupported(
                    "its condition depends on the image; only an If that is decided when the file is read is supported");
        }
        GraphProto taken = n.attributes().graph(condition.getAsDouble() != 0 ? "then_branch" : "else_branch");
        Scope inner = new Scope(scope, stored(taken.getInitializerList()));
        NodeOrder order = new NodeOrder(taken.getNodeList(), inner::has, inner.storedNames()::contains);
        List<String> names =
                taken.getOutputList().stream().map(o -> o.getName()).toList();
        inside(order.neededFor(names), inner, frame);
        return names.stream().map(name -> inner.get(name, literals, lines)).toList();
    }
}
