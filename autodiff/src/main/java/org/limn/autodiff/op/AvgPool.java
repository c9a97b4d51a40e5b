package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/** The mean of the real elements of every window; padding is not counted (pad first, if it should be). */
public record AvgPool(Window window) implements Op {
    @Override
    public Shape infer(List<Shape> inputs) {
        return window.infer(this, Shapes.only(this, inputs));
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        Tensor64 x = inputs.get(0);
        Shape shape = infer(List.of(x.shape()));
        double[] y = new double[shape.size()];
        window.taps(x.shape(), shape, (xi, yi) -> y[yi] += x.data()[xi]);
        int[] n = window.counts(x.shape(), shape);
        for (int i = 0; i < y.length; i++) {
            y[i] /= n[i];
        }
        return Tensor64.of(shape, y);
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        return emit.emit(new AvgPoolTranspose(window, Conv2dTranspose.extents(inputs.get(0))), g);
    }
}
