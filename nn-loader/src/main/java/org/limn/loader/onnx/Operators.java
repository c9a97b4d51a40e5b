package org.limn.loader.onnx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.limn.loader.onnx.proto.NodeProto;

/** The table of all operators that are read; each family keeps its own lines. */
final class Operators {
    /** The newest version of ONNX's own operator set whose meanings are known. */
    static final int NEWEST = 22;

    private static final List<Operator> TABLE = Stream.of(
                    Activations.TABLE,
                    Arithmetic.TABLE,
                    Casts.TABLE,
                    Convolutions.TABLE,
                    Indexing.TABLE,
                    Logic.TABLE,
                    Movement.TABLE,
                    Normalizations.TABLE,
                    Pooling.TABLE,
                    Products.TABLE,
                    Reductions.TABLE,
                    Reshaping.TABLE,
                    Resizing.TABLE,
                    Sampling.TABLE,
                    Scattering.TABLE,
                    Selection.TABLE,
                    ShapeArithmetic.TABLE,
                    Triangles.TABLE,
                    Trigonometry.TABLE)
            .flatMap(Collection::stream)
            .toList();

    private static final Map<String, List<Operator>> BY_NAME = byName();

    private Operators() {}

    static List<Operator> all() {
        return TABLE;
    }

    private static Map<String, List<Operator>> byName() {
        Map<String, List<Operator>> map = new HashMap<>();
        for (Operator o : TABLE) {
            map.computeIfAbsent(o.name(), k -> new ArrayList<>()).add(o);
        }
        map.values()
                .forEach(l -> l.sort(Comparator.comparingInt(Operator::since).reversed()));
        return Map.copyOf(map);
    }

    /** The entry that gives a node its meaning, if the operator is known. */
    static Optional<Operator> find(NodeProto node, long version) {
        if (!Label.domain(node.getDomain()).isEmpty()) {
            return Optional.empty();
        }
        return BY_NAME.getOrDefault(node.getOpType(), List.of()).stream()
                .filter(o -> o.since() <= version)
                .findFirst();
    }

    static Operator of(NodeProto node, long version) {
        return find(node, version).orElseThrow(() -> OnnxException.unsupported("this operator is not supported"));
    }
}
