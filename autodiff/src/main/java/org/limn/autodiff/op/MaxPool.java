package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/** The maximum of every window; padding never is it. On ties the first element in reading order receives the gradient. */
public record MaxPool(Window window) implements Op {
    @Override
    public Shape infer(List<Shape> inputs) {
        return window.infer(this, Shapes.only(this, inputs));
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        Tensor64 x = inputs.get(0);
        return MaxPoolPick.pick(window, x, x);
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        return emit.emit(new MaxPoolGrad(window), inputs.get(0), g);
    }
}
