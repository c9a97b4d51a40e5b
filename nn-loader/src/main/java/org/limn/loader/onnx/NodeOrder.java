package org.limn.loader.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.limn.loader.onnx.proto.AttributeProto;
import org.limn.loader.onnx.proto.GraphProto;
import org.limn.loader.onnx.proto.NodeProto;

/**
 * Which nodes of a graph are needed for some of its values, in an order in which every value is made before it is read. Nothing
 * recurses on the length of the graph.
 */
final class NodeOrder {
    private final List<NodeProto> nodes;
    private final Map<String, Integer> makers = new HashMap<>();
    private final Predicate<String> outside;

    /**
     * Checks that each name is made once and that what a node reads is there.
     *
     * @param outside whether a name is bound before the first node: inputs, stored tensors, surrounding graphs
     * @param inside the names among these that belong to this very graph, and must not be made again
     */
    NodeOrder(List<NodeProto> nodes, Predicate<String> outside, Predicate<String> inside) {
        this.nodes = nodes;
        this.outside = outside;
        for (int k = 0; k < nodes.size(); k++) {
            for (String output : nodes.get(k).getOutputList()) {
                if (!output.isEmpty() && (makers.put(output, k) != null || inside.test(output))) {
                    throw OnnxException.corrupt("the value '" + output + "' is made twice");
                }
            }
        }
        for (NodeProto node : nodes) {
            for (String input : reads(node)) {
                if (!makers.containsKey(input) && !outside.test(input)) {
                    throw OnnxException.corrupt(Label.of(node) + " reads '" + input + "', which nothing makes");
                }
            }
        }
    }

    /** Whether a node makes a value of this name. */
    boolean makes(String name) {
        return makers.containsKey(name);
    }

    /** The nodes that the given values need: in the file's order if that works, else sorted. */
    List<NodeProto> neededFor(Collection<String> values) {
        List<Integer> sorted = new ArrayList<>();
        Map<Integer, Boolean> done = new HashMap<>();
        for (String value : values) {
            Integer maker = makers.get(value);
            if (maker != null) {
                visit(maker, done, sorted);
            } else if (!outside.test(value)) {
                throw OnnxException.corrupt("the graph gives '" + value + "', which nothing makes");
            }
        }
        List<Integer> asWritten = sorted.stream().sorted().toList();
        return (inOrder(asWritten) ? asWritten : sorted)
                .stream().map(nodes::get).toList();
    }

    /** Depth-first with its own stack; a node is open (false) until all that it reads is done (true). */
    private void visit(int root, Map<Integer, Boolean> done, List<Integer> sorted) {
        Deque<Integer> stack = new ArrayDeque<>(List.of(root));
        while (!stack.isEmpty()) {
            int k = stack.peek();
            if (done.containsKey(k)) {
                stack.pop();
                if (Boolean.FALSE.equals(done.put(k, true))) {
                    sorted.add(k);
                }
                continue;
            }
            done.put(k, false);
            for (int before : makersOf(nodes.get(k))) {
                if (Boolean.FALSE.equals(done.get(before))) {
                    throw OnnxException.corrupt("the graph has a cycle: " + Label.of(nodes.get(k)) + " needs "
                            + String.join(", ", nodes.get(k).getInputList()) + " and makes what that needs: "
                            + String.join(", ", nodes.get(k).getOutputList()));
                } else if (!done.containsKey(before)) {
                    stack.push(before);
                }
            }
        }
    }

    private boolean inOrder(List<Integer> order) {
        return order.stream().allMatch(k -> makersOf(nodes.get(k)).stream().allMatch(before -> before < k));
    }

    private List<Integer> makersOf(NodeProto node) {
        List<Integer> all = new ArrayList<>();
        for (String input : reads(node)) {
            Integer maker = makers.get(input);
            if (maker != null) {
                all.add(maker);
            }
        }
        return all;
    }

    /** What a node reads, graphs in its attributes included: protobuf has limited how deep those nest. */
    private static Set<String> reads(NodeProto node) {
        Set<String> names = new LinkedHashSet<>(node.getInputList());
        for (AttributeProto a : node.getAttributeList()) {
            if (a.hasG()) {
                names.addAll(free(a.getG()));
            }
        }
        names.remove("");
        return names;
    }

    /** The names that a graph reads from outside. */
    private static Set<String> free(GraphProto graph) {
        Set<String> names = new LinkedHashSet<>();
        graph.getNodeList().forEach(n -> names.addAll(reads(n)));
        graph.getOutputList().forEach(o -> names.add(o.getName()));
        graph.getNodeList().forEach(n -> n.getOutputList().forEach(names::remove));
        graph.getInitializerList().forEach(t -> names.remove(t.getName()));
        graph.getInputList().forEach(i -> names.remove(i.getName()));
        return names;
    }
}
