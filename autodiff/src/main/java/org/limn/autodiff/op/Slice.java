package org.limn.autodiff.op;

import java.util.List;
import java.util.stream.IntStream;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/**
 * Every {@code step[a]}-th element along each axis a, {@code size[a]} of them from {@code start[a]} on; all three name every
 * axis.
 */
public record Slice(List<Integer> start, List<Integer> size, List<Integer> step) implements Op {
    public Slice {
        start = List.copyOf(start);
        size = List.copyOf(size);
        step = List.copyOf(step);
    }

    /** A slice along one axis only, with step 1. */
    public static Slice along(int axis, int start, int size, Shape x) {
        return new Slice(
                IntStream.range(0, x.rank())
                        .mapToObj(a -> a == axis ? start : 0)
                        .toList(),
                x.with(axis, size).toList(),
                IntStream.range(0, x.rank()).mapToObj(a -> 1).toList());
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape x = Shapes.only(this, inputs);
        int rank = x.rank();
        Shapes.require(
                start.size() == rank && size.size() == rank && step.size() == rank,
                this,
                "a number per axis of " + x,
                this);
        for (int a = 0; a < rank; a++) {
            boolean inside = start.get(a) >= 0
                    && step.get(a) > 0
                    && (size.get(a) == 0 || start.get(a) + (size.get(a) - 1L) * step.get(a) < x.dim(a));
            Shapes.require(inside, this, "a range inside axis " + a + " of " + x, this);
        }
        return Shape.of(size);
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        Tensor64 x = inputs.get(0);
        Shape shape = Shape.of(size);
        int[] from = x.shape().strides();
        int first = 0;
        for (int a = 0; a < from.length; a++) {
            first += start.get(a) * from[a];
            from[a] *= step.get(a);
        }
        double[] y = new double[shape.size()];
        Strided.walk(shape, 0, shape.strides(), first, from, (to, at) -> y[to] = x.data()[at]);
        return Tensor64.of(shape, y);
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        Shape x = inputs.get(0).shape();
        List<Integer> after = IntStream.range(0, x.rank())
                .mapToObj(a -> size.get(a) == 0
                        ? x.dim(a) - start.get(a)
                        : x.dim(a) - start.get(a) - (size.get(a) - 1) * step.get(a) - 1)
                .toList();
        List<Integer> between = step.stream().map(s -> s - 1).toList();
        return emit.emit(new Pad(start, after, between, 0), g);
    }
}
