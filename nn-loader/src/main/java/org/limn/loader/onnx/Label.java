package org.limn.loader.onnx;

import org.limn.loader.onnx.proto.NodeProto;

/** How messages and origins call a node. */
final class Label {
    private static final int LONGEST = 120;

    private Label() {}

    /** The node's name, or that of its first output where it has none. */
    static String name(NodeProto node) {
        return !node.getName().isEmpty() || node.getOutputCount() == 0 ? node.getName() : node.getOutput(0);
    }

    /** {@code node 'conv1' (Conv)}. */
    static String of(NodeProto node) {
        return "node '" + shortened(name(node)) + "' (" + operator(node) + ")";
    }

    /** {@code node 'block/conv1' (Conv, opset 13)}: inside a function with the names of the calls before it. */
    static String of(NodeProto node, String prefix, long version) {
        return "node '" + shortened(prefix + name(node)) + "' (" + operator(node) + ", opset " + version + ")";
    }

    /** The end of a very long name: a message must not be crowded out by it. */
    private static String shortened(String name) {
        return name.length() <= LONGEST ? name : "…" + name.substring(name.length() - LONGEST);
    }

    /** The operator with its domain, unless that is ONNX's. */
    static String operator(NodeProto node) {
        return shortened(
                domain(node.getDomain()).isEmpty() ? node.getOpType() : node.getDomain() + "." + node.getOpType());
    }

    /** A domain without its synonym: {@code ai.onnx} is the empty one. */
    static String domain(String name) {
        return name.equals("ai.onnx") ? "" : name;
    }
}
