package org.limn.loader.onnx;

import static org.limn.loader.onnx.Operator.one;

import java.util.Arrays;
import java.util.List;
import org.limn.autodiff.op.Equal;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.loader.onnx.GraphValue.Computed;
import org.limn.loader.onnx.GraphValue.Known;

/** Changes of element type. Between floats nothing happens: all are computed as float32. */
final class Casts {
    static final List<Operator> TABLE = List.of(
            one(
                    "Cast",
                    1,
                    1,
                    1,
                    "to",
                    n -> cast(n, n.in(0), named(n.attributes().text("to", "")))),
            one(
                    "Cast",
                    6,
                    1,
                    1,
                    "to saturate",
                    n -> cast(n, n.in(0), numbered(n.attributes().integer("to")))),
            one("CastLike", 15, 2, 2, "saturate", n -> cast(n, n.in(0), n.type(1))));

    private Casts() {}

    static DType numbered(long number) {
        return DType.readable(Node.toInt(number, "the type"), "the result");
    }

    /** The first operator set named types: {@code FLOAT}. */
    private static DType named(String name) {
        return Arrays.stream(DType.values())
                .filter(t -> t.name().equals(name) && (t.isFloat() || t.isWhole()))
                .findFirst()
                .orElseThrow(
                        () -> OnnxException.corrupt("attribute 'to' is '" + name + "', which is no type that is read"));
    }

    static GraphValue cast(Node n, GraphValue x, DType to) {
        if (x instanceof Known known) {
            return to.isWhole()
                    ? whole(known.numbers(), to)
                    : new Computed(to, n.emit().value(x));
        }
        Value value = ((Computed) x).value();
        if (to.isFloat()) {
            return new Computed(to, value);
        } else if (n.emit().isConstant(value)) {
            return whole(n.emit().rounded(value), to);
        } else if (to == DType.BOOL) {
            return new Computed(to, nonZero(n.emit(), value));
        }
        return x.type().isFloat() ? Arithmetic.truncated(n.emit(), new Computed(to, value)) : new Computed(to, value);
    }

    /** 1 where x is not 0. */
    static Value nonZero(Lines emit, Value x) {
        Value isZero = emit.emit(new Equal(), x, emit.scale(x, 0));
        return emit.affine(isZero, -1, 1);
    }

    /** Numbers cut to a whole type: towards zero, the lowest bits. */
    private static Known whole(Tensor64 numbers, DType to) {
        double[] data = numbers.data().clone();
        for (int i = 0; i < data.length; i++) {
            data[i] = to == DType.BOOL
                    ? to.wrap(data[i])
                    : to.wrap(data[i] < 0 ? Math.ceil(data[i]) : Math.floor(data[i]));
        }
        return new Known(to, Tensor64.of(numbers.shape(), data));
    }
}
