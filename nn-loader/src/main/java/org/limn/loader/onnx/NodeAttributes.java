package org.limn.loader.onnx;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.limn.loader.onnx.proto.AttributeProto;
import org.limn.loader.onnx.proto.AttributeProto.AttributeType;
import org.limn.loader.onnx.proto.GraphProto;
import org.limn.loader.onnx.proto.NodeProto;
import org.limn.loader.onnx.proto.SparseTensorProto;
import org.limn.loader.onnx.proto.TensorProto;

/** The attributes of one node, read by name and type; a mismatch is an {@link OnnxException} that names the attribute. */
final class NodeAttributes {
    private final Map<String, AttributeProto> byName = new LinkedHashMap<>();

    /**
     * The attributes of a node.
     *
     * @param arguments what the attributes of the surrounding function stand for; null outside functions
     */
    static NodeAttributes of(NodeProto node, @Nullable Map<String, AttributeProto> arguments) {
        NodeAttributes all = new NodeAttributes();
        for (AttributeProto a : node.getAttributeList()) {
            AttributeProto given = a.hasRefAttrName() ? argument(a, arguments) : a;
            if (given != null && all.byName.put(a.getName(), given) != null) {
                throw OnnxException.corrupt("attribute '" + a.getName() + "' is there twice");
            }
        }
        return all;
    }

    private static @Nullable AttributeProto argument(
            AttributeProto a, @Nullable Map<String, AttributeProto> arguments) {
        if (arguments == null) {
            throw OnnxException.corrupt("attribute '" + a.getName() + "' refers to '" + a.getRefAttrName()
                    + "' of a function, but the node is in none");
        }
        return arguments.get(a.getRefAttrName());
    }

    Collection<String> names() {
        return byName.keySet();
    }

    Map<String, AttributeProto> all() {
        return byName;
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    long integer(String name, long otherwise) {
        AttributeProto a = typed(name, AttributeType.INT, "an integer");
        return a == null ? otherwise : a.getI();
    }

    long integer(String name) {
        return required(typed(name, AttributeType.INT, "an integer"), name).getI();
    }

    /** An integer used as a switch. */
    boolean flag(String name, boolean otherwise) {
        return integer(name, otherwise ? 1 : 0) != 0;
    }

    Optional<long[]> integers(String name) {
        AttributeProto a = typed(name, AttributeType.INTS, "a list of integers");
        return Optional.ofNullable(a)
                .map(l -> l.getIntsList().stream().mapToLong(Long::longValue).toArray());
    }

    float real(String name, float otherwise) {
        AttributeProto a = typed(name, AttributeType.FLOAT, "a number");
        return a == null ? otherwise : a.getF();
    }

    double[] reals(String name) {
        AttributeProto a = required(typed(name, AttributeType.FLOATS, "a list of numbers"), name);
        return IntStream.range(0, a.getFloatsCount()).mapToDouble(a::getFloats).toArray();
    }

    String text(String name, String otherwise) {
        AttributeProto a = typed(name, AttributeType.STRING, "a string");
        return a == null ? otherwise : a.getS().toString(StandardCharsets.UTF_8);
    }

    TensorProto tensor(String name) {
        return required(typed(name, AttributeType.TENSOR, "a tensor"), name).getT();
    }

    SparseTensorProto sparse(String name) {
        return required(typed(name, AttributeType.SPARSE_TENSOR, "a sparse tensor"), name)
                .getSparseTensor();
    }

    GraphProto graph(String name) {
        return required(typed(name, AttributeType.GRAPH, "a graph"), name).getG();
    }

    private static AttributeProto required(@Nullable AttributeProto a, String name) {
        if (a == null) {
            throw OnnxException.corrupt("the attribute '" + name + "' is missing");
        }
        return a;
    }

    private @Nullable AttributeProto typed(String name, AttributeType type, String what) {
        AttributeProto a = byName.get(name);
        if (a != null && type(a) != type) {
            throw OnnxException.corrupt("attribute '" + name + "' should be " + what + ", is of type " + type(a));
        }
        return a;
    }

    /** The attribute's type; files older than IR version 2 do not say it, so there it is the field that is set. */
    private static AttributeType type(AttributeProto a) {
        if (a.hasType()) {
            return a.getType();
        }
        Map<AttributeType, Boolean> set = new LinkedHashMap<>();
        set.put(AttributeType.FLOAT, a.hasF());
        set.put(AttributeType.INT, a.hasI());
        set.put(AttributeType.STRING, a.hasS());
        set.put(AttributeType.TENSOR, a.hasT());
        set.put(AttributeType.GRAPH, a.hasG());
        set.put(AttributeType.INTS, a.getIntsCount() > 0);
        set.put(AttributeType.FLOATS, a.getFloatsCount() > 0);
        List<AttributeType> found = set.keySet().stream()
                .filter(t -> Boolean.TRUE.equals(set.get(t)))
                .toList();
        return found.size() == 1 ? found.get(0) : AttributeType.UNDEFINED;
    }
}
