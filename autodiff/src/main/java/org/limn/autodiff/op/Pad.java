package org.limn.autodiff.op;

import java.util.List;
import java.util.stream.IntStream;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/**
 * Surrounds x with {@code value}: along each axis that many elements before, after, and between neighbours of x. The between
 * undoes the step of a {@link Slice}, which is this op's derivative.
 */
public record Pad(
        List<Integer> before,
        List<Integer> after,
        List<Integer> between,
        @Default("0.0") double value) implements Op {
    public Pad {
        before = List.copyOf(before);
        after = List.copyOf(after);
        between = List.copyOf(between);
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape x = Shapes.only(this, inputs);
        int rank = x.rank();
        boolean perAxis = before.size() == rank && after.size() == rank && between.size() == rank;
        Shapes.require(perAxis, this, "a number per axis of " + x, this);
        for (int a = 0; a < rank; a++) {
            boolean grows = before.get(a) >= 0 && after.get(a) >= 0 && between.get(a) >= 0;
            Shapes.require(grows, this, "numbers of at least 0", this);
        }
        return Shape.of(IntStream.range(0, rank)
                .map(a -> Shape.extent((long) before.get(a) + after.get(a) + spread(x.dim(a), between.get(a))))
                .toArray());
    }

    private static long spread(int n, int between) {
        return n == 0 ? 0 : n + (n - 1L) * between;
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        Tensor64 x = inputs.get(0);
        Shape shape = infer(List.of(x.shape()));
        int[] to = shape.strides();
        int first = 0;
        for (int a = 0; a < to.length; a++) {
            first += before.get(a) * to[a];
            to[a] *= between.get(a) + 1;
        }
        double[] y = new double[shape.size()];
        java.util.Arrays.fill(y, value);
        Strided.walk(x.shape(), 0, x.shape().strides(), first, to, (from, at) -> y[at] = x.data()[from]);
        return Tensor64.of(shape, y);
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        List<Integer> step = between.stream().map(b -> b + 1).toList();
        return emit.emit(new Slice(before, inputs.get(0).shape().toList(), step), g);
    }
}
