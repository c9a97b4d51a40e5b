package org.limn.loader.onnx;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
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

    /** A stored tensor in a program: floats as a constant under this name, whole numbers as they are. */
    Operand operand(TensorProto tensor, String name, Lines lines) {
        Literal literal = of(tensor);
        return literal instanceof Literal.Floats floats
                ? new Operand.Computed(floats.type(), lines.constant(name, floats.tensor()))
                : (Operand.Known) literal;
    }
}
