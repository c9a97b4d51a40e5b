package org.limn.autodiff.op;

import java.util.List;
import java.util.stream.IntStream;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/** Repeats x along every axis where it has extent 1, up to {@code shape}, which has the same rank. */
public record Broadcast(Shape shape) implements Op {
    @Override
    public Shape infer(List<Shape> inputs) {
        Shape x = Shapes.only(this, inputs);
        boolean fits = x.rank() == shape.rank()
                && IntStream.range(0, x.rank()).allMatch(i -> x.dim(i) == 1 || x.dim(i) == shape.dim(i));
        Shapes.require(fits, this, "extents of 1 or those of " + shape, x);
        return shape;
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        Tensor64 x = inputs.get(0);
        double[] y = new double[shape.size()];
        Strided.walk(shape, 0, shape.strides(), 0, Strided.stretched(x.shape()), (to, from) -> y[to] = x.data()[from]);
        return Tensor64.of(shape, y);
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        return emit.reduceSum(g, inputs.get(0).shape().stretchedAxes(shape));
    }
}
