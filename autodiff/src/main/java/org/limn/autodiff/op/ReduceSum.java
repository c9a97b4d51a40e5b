package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/** Sums over some axes, which stay with extent 1. */
public record ReduceSum(List<Integer> axes) implements Op {
    public ReduceSum {
        axes = List.copyOf(axes);
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape y = Shapes.only(this, inputs);
        for (int axis : axes) {
            Shapes.axis(this, axis, y);
            y = y.with(axis, 1);
        }
        return y;
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        Tensor64 x = inputs.get(0);
        Shape shape = infer(List.of(x.shape()));
        double[] y = new double[shape.size()];
        int[] to = Strided.stretched(shape);
        Strided.walk(x.shape(), 0, x.shape().strides(), 0, to, (from, at) -> y[at] += x.data()[from]);
        return Tensor64.of(shape, y);
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        return emit.broadcast(g, inputs.get(0).shape());
    }
}
