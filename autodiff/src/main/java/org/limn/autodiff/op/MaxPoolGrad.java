package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/** Of x and g: zeros shaped like x, and each element of g added at the place where its window of x has its maximum. */
public record MaxPoolGrad(Window window) implements Op {
    @Override
    public Shape infer(List<Shape> inputs) {
        Shapes.arity(this, 2, inputs);
        Shape y = window.infer(this, inputs.get(0));
        Shapes.require(y.equals(inputs.get(1)), this, "a cotangent " + y, inputs);
        return inputs.get(0);
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        Tensor64 x = inputs.get(0), g = inputs.get(1);
        double[] dx = new double[x.data().length];
        int[] best = window.argMax(x.data(), x.shape(), g.shape());
        for (int i = 0; i < best.length; i++) {
            dx[best[i]] += g.data()[i];
        }
        return Tensor64.of(x.shape(), dx);
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        return i == 0 ? Value.ZERO : emit.emit(new MaxPoolPick(window), inputs.get(0), g);
    }
}
