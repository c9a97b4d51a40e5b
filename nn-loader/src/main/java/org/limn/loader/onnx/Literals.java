package org.limn.loader.onnx;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.limn.loader.onnx.proto.SparseTensorProto;
import org.limn.loader.onnx.proto.TensorProto;

/** The stored tensors of a file, each read once however often the graph is imported. */
final class Literals {
    private final TensorReader reader;
    private final Map<TensorProto, Literal> read = Collections.synchronizedMap(new IdentityHashMap<>());

    Literals(TensorReader reader) {
        this.reader = reader;
    }

    Literal of(TensorProto tensor) {
        return read.computeIfAbsent(tensor, reader::read);
    }

    /** The dense form of a sparse tensor, whose indices are flat or one row per number. */
    GraphValue operand(SparseTensorProto sparse, String name, Lines lines) {
        return operand(Sparse.dense(sparse, reader), name, lines);
    }

    private static GraphValue operand(Literal literal, String name, Lines lines) {
        return literal instanceof Literal.Floats floats
                ? new GraphValue.Computed(floats.type(), lines.constant(name, floats.tensor()))
                : (GraphValue.Known) literal;
    }

    /** A stored tensor in a program: floats as a constant under this name, whole numbers as they are. */
    GraphValue operand(TensorProto tensor, String name, Lines lines) {
        return operand(of(tensor), name, lines);
    }
}
