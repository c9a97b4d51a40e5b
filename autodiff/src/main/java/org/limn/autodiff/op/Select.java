package org.limn.autodiff.op;

import java.util.Arrays;
import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

/** Of condition, a and b, three arrays of one shape: a where the condition is above 0, else b. What is not taken may be NaN. */
public record Select() implements Op {
    @Override
    public Shape infer(List<Shape> inputs) {
        Shapes.arity(this, 3, inputs);
        Shapes.require(inputs.stream().distinct().count() == 1, this, "three arrays of one shape", inputs);
        return inputs.get(0);
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        double[] condition = inputs.get(0).data(),
                a = inputs.get(1).data(),
                b = inputs.get(2).data();
        double[] y = new double[a.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = condition[i] > 0 ? a[i] : b[i];
        }
        return Tensor64.of(inputs.get(0).shape(), y);
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        if (i == 0) {
            return Value.ZERO;
        }
        Value none = zeros(emit, g.shape());
        Value condition = inputs.get(0);
        return i == 1 ? emit.emit(this, condition, g, none) : emit.emit(this, condition, none, g);
    }

    /** Lines for an array of zeros. */
    static Value zeros(Emitter emit, Shape shape) {
        int[] ones = new int[shape.rank()];
        Arrays.fill(ones, 1);
        return emit.broadcast(emit.emit(new Constant(Tensor.zeros(Shape.of(ones)))), shape);
    }
}
