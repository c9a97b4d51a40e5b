package org.limn.loader.onnx;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.limn.loader.onnx.proto.TensorProto;

/** The values that have a name in a graph: what was bound so far, its stored tensors, and those of the graph around it. */
final class Scope {
    private final @Nullable Scope outer;
    private final Map<String, GraphValue> bound = new HashMap<>();
    private final Map<String, TensorProto> stored;

    Scope(@Nullable Scope outer, Map<String, TensorProto> stored) {
        this.outer = outer;
        this.stored = stored;
    }

    void bind(String name, GraphValue operand) {
        bound.put(name, operand);
    }

    /** The value of this name; a stored tensor enters the program when it is first asked for. */
    GraphValue get(String name, Literals literals, Lines lines) {
        return find(name, literals, lines)
                .orElseThrow(() -> OnnxException.corrupt("it reads '" + name + "', which nothing makes"));
    }

    Optional<GraphValue> find(String name, Literals literals, Lines lines) {
        GraphValue operand = bound.get(name);
        if (operand != null) {
            return Optional.of(operand);
        }
        TensorProto tensor = stored.get(name);
        if (tensor != null) {
            operand = literals.operand(tensor, name, lines);
            bound.put(name, operand);
            return Optional.of(operand);
        }
        return outer == null ? Optional.empty() : outer.find(name, literals, lines);
    }

    boolean has(String name) {
        return bound.containsKey(name) || stored.containsKey(name) || (outer != null && outer.has(name));
    }

    /** The names of the stored tensors. */
    Set<String> storedNames() {
        return stored.keySet();
    }
}
