package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/**
 * The adjoint of {@link AvgPool}: each element of g is shared equally among the real elements of its window.
 *
 * @param size H and W of the result, which the stride leaves open
 */
public record AvgPoolTranspose(Window window, Pair size) implements Op {
    @Override
    public Shape infer(List<Shape> inputs) {
        Shape g = Shapes.only(this, inputs);
        Shapes.require(g.rank() == 4, this, "g [N,C,H,W]", g);
        Shape x = Shape.of(g.dim(0), g.dim(1), size.h(), size.w());
        Shapes.require(window.infer(this, x).equals(g), this, "what pooling " + x + " gives", g);
        return x;
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        Tensor64 g = inputs.get(0);
        Shape shape = infer(List.of(g.shape()));
        int[] n = window.counts(shape, g.shape());
        double[] x = new double[shape.size()];
        window.taps(shape, g.shape(), (xi, gi) -> x[xi] += g.data()[gi] / n[gi]);
        return Tensor64.of(shape, x);
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        return emit.emit(new AvgPool(window), g);
    }
}
