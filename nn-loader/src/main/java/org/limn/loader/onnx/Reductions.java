package org.limn.loader.onnx;

import static org.limn.loader.onnx.Operator.one;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.limn.autodiff.op.Abs;
import org.limn.autodiff.op.Affine;
import org.limn.autodiff.op.Exp;
import org.limn.autodiff.op.Log;
import org.limn.autodiff.op.MaxPool;
import org.limn.autodiff.op.Mul;
import org.limn.autodiff.op.Pads;
import org.limn.autodiff.op.Pair;
import org.limn.autodiff.op.ReduceSum;
import org.limn.autodiff.op.Reshape;
import org.limn.autodiff.op.Slice;
import org.limn.autodiff.op.Sqrt;
import org.limn.autodiff.op.Transpose;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.op.Window;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.loader.onnx.GraphValue.Known;

/** Sums, means, extremes and norms over some axes. */
final class Reductions {
    static final List<Operator> TABLE = table();

    private Reductions() {}

    @FunctionalInterface
    private interface Reduction {
        /** Reduces over the axes, which stay with extent 1. */
        GraphValue apply(Lines lines, GraphValue x, List<Integer> axes);
    }

    private static List<Operator> table() {
        List<Operator> all = new ArrayList<>();
        reduction(all, "ReduceSum", 13, Reductions::sum);
        reduction(all, "ReduceMean", 18, Reductions::meanOf);
        reduction(all, "ReduceMax", 18, (l, x, axes) -> extreme(l, x, axes, 1));
        reduction(all, "ReduceMin", 18, (l, x, axes) -> extreme(l, x, axes, -1));
        reduction(all, "ReduceProd", 18, Reductions::product);
        reduction(all, "ReduceL1", 18, (l, x, axes) -> sum(l, l.apply(new Abs(), x.type(), x), axes));
        reduction(all, "ReduceL2", 18, (l, x, axes) -> root(l, sumSquare(l, x, axes)));
        reduction(all, "ReduceSumSquare", 18, Reductions::sumSquare);
        reduction(all, "ReduceLogSum", 18, (l, x, axes) -> logarithm(l, sum(l, x, axes)));
        reduction(all, "ReduceLogSumExp", 18, (l, x, axes) -> line(x, logSumExp(l, l.value(x), axes)));
        return List.copyOf(all);
    }

    /** Axes come as an attribute before the version {@code asInput}, as an input from it on. */
    private static void reduction(List<Operator> all, String name, int asInput, Reduction rule) {
        all.add(one(
                name,
                1,
                1,
                1,
                "axes keepdims",
                n -> reduce(n, rule, n.attributes().integers("axes").orElse(new long[0]))));
        all.add(one(name, asInput, 1, 2, "keepdims noop_with_empty_axes", n -> {
            long[] axes = n.optionalLongs(1).orElse(new long[0]);
            boolean nothing = axes.length == 0 && n.attributes().flag("noop_with_empty_axes", false);
            return nothing ? rule.apply(n.emit(), n.in(0), List.of()) : reduce(n, rule, axes);
        }));
    }

    private static GraphValue reduce(Node n, Reduction rule, long[] given) {
        int rank = n.shape(0).rank();
        List<Integer> axes =
                given.length == 0 ? IntStream.range(0, rank).boxed().toList() : Node.axes(given, rank);
        GraphValue kept = rule.apply(n.emit(), n.in(0), axes);
        return n.attributes().flag("keepdims", true) ? kept : dropped(n.emit(), kept, axes);
    }

    /** Without these axes of extent 1. */
    static GraphValue dropped(Lines lines, GraphValue x, List<Integer> axes) {
        int[] dims = IntStream.range(0, x.shape().rank())
                .filter(i -> !axes.contains(i))
                .map(i -> x.shape().dim(i))
                .toArray();
        return lines.apply(new Reshape(Shape.of(dims)), x.type(), x);
    }

    private static GraphValue line(GraphValue x, Value value) {
        return new GraphValue.Computed(x.type(), value);
    }

    private static GraphValue sum(Lines lines, GraphValue x, List<Integer> axes) {
        return axes.isEmpty() ? x : Arithmetic.wrapped(lines.apply(new ReduceSum(axes), x.type(), x));
    }

    private static GraphValue sumSquare(Lines lines, GraphValue x, List<Integer> axes) {
        return sum(lines, lines.apply(new Mul(), x.type(), x, x), axes);
    }

    private static GraphValue root(Lines lines, GraphValue x) {
        return x instanceof Known
                ? Arithmetic.truncated(lines, lines.apply(new Sqrt(), x.type(), x))
                : line(x, lines.emit(new Sqrt(), lines.value(x)));
    }

    private static GraphValue logarithm(Lines lines, GraphValue x) {
        return line(x, lines.emit(new Log(), lines.value(x)));
    }

    private static GraphValue meanOf(Lines lines, GraphValue x, List<Integer> axes) {
        if (x instanceof Known) {
            return Arithmetic.truncated(
                    lines, lines.apply(new Affine(1.0 / count(x.shape(), axes), 0), x.type(), sum(lines, x, axes)));
        }
        return line(x, mean(lines, lines.value(x), axes));
    }

    private static int count(Shape s, List<Integer> axes) {
        return axes.stream().mapToInt(s::dim).reduce(1, (a, b) -> a * b);
    }

    static Value mean(Lines lines, Value x, List<Integer> axes) {
        return lines.scale(lines.reduceSum(x, axes), 1.0 / count(x.shape(), axes));
    }

    /** Log Σ eˣ with the maximum taken out first, so that it does not overflow. */
    static Value logSumExp(Lines lines, Value x, List<Integer> axes) {
        Value max = max(lines, x, axes);
        Value centred = lines.sub(x, lines.broadcast(max, x.shape()));
        Value sum = lines.reduceSum(lines.emit(new Exp(), centred), axes);
        return lines.add(lines.emit(new Log(), sum), max);
    }

    static Value max(Lines lines, Value x, List<Integer> axes) {
        return lines.value(extreme(lines, new GraphValue.Computed(DType.FLOAT, x), axes, 1));
    }

    /** The maximum of sign·x, times sign: one pooling window over the reduced axes, which are moved to the end. */
    private static GraphValue extreme(Lines lines, GraphValue x, List<Integer> axes, int sign) {
        Shape s = x.shape();
        if (s.size() == 0 || axes.isEmpty()) {
            return axes.isEmpty() ? x : emptyExtreme(lines, x, axes, sign);
        }
        GraphValue signed = sign == 1 ? x : lines.apply(new Affine(-1, 0), x.type(), x);
        GraphValue rows = rows(lines, signed, axes);
        Window window = new Window(new Pair(1, count(s, axes)), Pair.ONE, Pads.NONE, Pair.ONE);
        GraphValue best = lines.apply(new MaxPool(window), x.type(), rows);
        GraphValue y = lines.apply(new Reshape(new ReduceSum(axes).infer(List.of(s))), x.type(), best);
        return sign == 1 ? y : lines.apply(new Affine(-1, 0), x.type(), y);
    }

    /** x as [1,1,rows,count]: a row for everything that one reduced number is made of. */
    static GraphValue rows(Lines lines, GraphValue x, List<Integer> axes) {
        Shape s = x.shape();
        List<Integer> perm = new ArrayList<>(IntStream.range(0, s.rank())
                .filter(i -> !axes.contains(i))
                .boxed()
                .toList());
        perm.addAll(axes.stream().sorted().toList());
        boolean moved = !perm.equals(IntStream.range(0, s.rank()).boxed().toList());
        GraphValue ordered = moved ? lines.apply(new Transpose(perm), x.type(), x) : x;
        int n = count(s, axes);
        return lines.apply(new Reshape(Shape.of(1, 1, s.size() / n, n)), x.type(), ordered);
    }

    /** The maximum of nothing is the least value of the type. */
    private static GraphValue emptyExtreme(Lines lines, GraphValue x, List<Integer> axes, int sign) {
        Shape shape = new ReduceSum(axes).infer(List.of(x.shape()));
        if (x.type() == DType.BOOL || x.type().isFloat()) {
            double least = x.type().isFloat() ? -sign * Double.POSITIVE_INFINITY : sign > 0 ? 0 : 1;
            double[] all = new double[shape.size()];
            java.util.Arrays.fill(all, least);
            Tensor64 numbers = Tensor64.of(shape, all);
            return x.type().isFloat() ? line(x, lines.constant(numbers.rounded())) : new Known(x.type(), numbers);
        }
        throw OnnxException.corrupt("an extreme of no elements is not defined, the shape is " + x.shape());
    }

    /** Products have no word of their own: entry by entry along each axis. */
    private static GraphValue product(Lines lines, GraphValue x, List<Integer> axes) {
        GraphValue y = x;
        for (int axis : axes) {
            int n = y.shape().dim(axis);
            Node.require(n > 0 || y.shape().size() == 0, "a product over no elements");
            if (n == 0) {
                return ones(lines, x, axes);
            }
            GraphValue all = y;
            y = lines.apply(Slice.along(axis, 0, 1, all.shape()), x.type(), all);
            for (int i = 1; i < n; i++) {
                GraphValue entry = lines.apply(Slice.along(axis, i, 1, all.shape()), x.type(), all);
                y = Arithmetic.wrapped(lines.apply(new Mul(), x.type(), y, entry));
            }
        }
        return y;
    }

    private static GraphValue ones(Lines lines, GraphValue x, List<Integer> axes) {
        Shape shape = new ReduceSum(axes).infer(List.of(x.shape()));
        double[] all = new double[shape.size()];
        java.util.Arrays.fill(all, 1);
        Tensor64 numbers = Tensor64.of(shape, all);
        return x.type().isFloat() ? line(x, lines.constant(numbers.rounded())) : new Known(x.type(), numbers);
    }
}
