package org.limn.loader.onnx;

import static org.limn.loader.onnx.Operator.one;

import java.util.Arrays;
import java.util.List;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.loader.onnx.GraphValue.Computed;
import org.limn.loader.onnx.GraphValue.Known;

/** Shapes as numbers, and arrays made from numbers: what exporters compute shapes with. */
final class ShapeArithmetic {
    static final List<Operator> TABLE = List.of(
            one("Shape", 1, 1, 1, "", n -> Known.ofLongs(asLongs(n.shape(0)))),
            one("Shape", 15, 1, 1, "end start", ShapeArithmetic::part),
            one(
                    "Size",
                    1,
                    1,
                    1,
                    "",
                    n -> Known.of(DType.INT64, Shape.SCALAR, n.shape(0).size())),
            one("Constant", 1, 0, 0, "value", ShapeArithmetic::constant),
            one("Constant", 11, 0, 0, "sparse_value value", ShapeArithmetic::constant),
            one(
                    "Constant",
                    12,
                    0,
                    0,
                    "sparse_value value value_float value_floats value_int value_ints value_string value_strings",
                    ShapeArithmetic::constant),
            one("ConstantOfShape", 9, 1, 1, "value", ShapeArithmetic::constantOfShape),
            one("Range", 11, 3, 3, "", ShapeArithmetic::range),
            one("EyeLike", 9, 1, 1, "dtype k", ShapeArithmetic::eye));

    private ShapeArithmetic() {}

    private static long[] asLongs(Shape s) {
        return s.toList().stream().mapToLong(Integer::longValue).toArray();
    }

    /** Extents {@code start..end−1}, both clamped to the rank. */
    private static GraphValue part(Node n) {
        long[] all = asLongs(n.shape(0));
        int start = clamped(n.attributes().integer("start", 0), all.length);
        int end = clamped(n.attributes().integer("end", all.length), all.length);
        return Known.ofLongs(start < end ? Arrays.copyOfRange(all, start, end) : new long[0]);
    }

    private static int clamped(long i, int rank) {
        return (int) Math.max(0, Math.min(i < 0 ? i + rank : i, rank));
    }

    private static GraphValue constant(Node n) {
        NodeAttributes a = n.attributes();
        Node.require(a.names().size() == 1, "Constant needs exactly one value, has " + a.names());
        String name = a.names().iterator().next();
        return switch (name) {
            case "value" -> n.literals().operand(a.tensor(name), "", n.emit());
            case "sparse_value" -> n.literals().operand(a.sparse(name), "", n.emit());
            case "value_float" -> floats(n, Tensor.scalar(a.real(name, 0)));
            case "value_floats" -> {
                double[] all = a.reals(name);
                yield floats(n, Tensor64.of(Shape.of(all.length), all).rounded());
            }
            case "value_int" -> Known.of(DType.INT64, Shape.SCALAR, (double) a.integer(name));
            case "value_ints" -> Known.ofLongs(a.integers(name).orElse(new long[0]));
            default -> throw OnnxException.unsupported("a constant given as '" + name + "' is not supported");
        };
    }

    private static GraphValue floats(Node n, Tensor tensor) {
        return new Computed(DType.FLOAT, n.emit().constant(tensor));
    }

    /** One number repeated; of floats it is a broadcast, however large. */
    private static GraphValue constantOfShape(Node n) {
        Shape shape = Shape.of(Node.toInts(n.longs(0), "an extent"));
        GraphValue value = n.attributes().has("value")
                ? n.literals().operand(n.attributes().tensor("value"), "", n.emit())
                : floats(n, Tensor.scalar(0));
        Node.require(value.shape().size() == 1, "the value of ConstantOfShape is one number, got " + value.shape());
        GraphValue one = Reshaping.to(
                n, value, Shape.of(shape.toList().stream().map(d -> 1).toList()));
        return shape.equals(one.shape()) ? one : n.apply(new Broadcast(shape), one);
    }

    private static GraphValue range(Node n) {
        double start = n.scalar(0, 0), limit = n.scalar(1, 0), delta = n.scalar(2, 1);
        double count = Math.max(0, Math.ceil((limit - start) / delta));
        Node.require(
                count <= Integer.MAX_VALUE, "a range from " + start + " to " + limit + " by " + delta + " is too long");
        Shape shape = Shape.of((int) count);
        Lines.checkSize(shape);
        double[] all = new double[(int) count];
        Arrays.setAll(all, i -> start + i * delta);
        Tensor64 numbers = Tensor64.of(shape, all);
        return n.type(0).isFloat()
                ? new Computed(n.type(0), n.emit().constant(numbers.rounded()))
                : new Known(n.type(0), numbers);
    }

    private static GraphValue eye(Node n) {
        Shape s = n.shape(0);
        Node.require(s.rank() == 2, "EyeLike needs a matrix, got " + s);
        Lines.checkSize(s);
        long k = n.attributes().integer("k", 0);
        DType type = n.attributes().has("dtype") ? Casts.numbered(n.attributes().integer("dtype")) : n.type(0);
        double[] all = new double[s.size()];
        Arrays.setAll(all, i -> i % s.dim(1) - i / s.dim(1) == k ? 1 : 0);
        Tensor64 numbers = Tensor64.of(s, all);
        return type.isFloat() ? new Computed(type, n.emit().constant(numbers.rounded())) : new Known(type, numbers);
    }
}
