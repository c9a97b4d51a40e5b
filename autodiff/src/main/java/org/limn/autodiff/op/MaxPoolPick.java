package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/** Of x and v: for every window the element of v at the place where x has its maximum; linear in v. */
public record MaxPoolPick(Window window) implements Op {
    @Override
    public Shape infer(List<Shape> inputs) {
        Shapes.arity(this, 2, inputs);
        Shapes.require(inputs.get(0).equals(inputs.get(1)), this, "two arrays of one shape", inputs);
        return window.infer(this, inputs.get(0));
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        return pick(window, inputs.get(0), inputs.get(1));
    }

    static Tensor64 pick(Window window, Tensor64 x, Tensor64 v) {
        Shape shape = window.infer(new MaxPool(window), x.shape());
        int[] best = window.argMax(x.data(), x.shape(), shape);
        double[] y = new double[best.length];
        for (int i = 0; i < best.length; i++) {
            y[i] = v.data()[best[i]];
        }
        return Tensor64.of(shape, y);
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        return i == 0 ? Value.ZERO : emit.emit(new MaxPoolGrad(window), inputs.get(0), g);
    }
}
