package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/** An op that maps every element by itself: {@code y = f(x)}. */
public sealed interface Unary extends Op
        permits Affine,
                Exp,
                Log,
                Sqrt,
                Pow,
                Erf,
                Sigmoid,
                Tanh,
                Relu,
                Step,
                Clip,
                Inside,
                Abs,
                Sign,
                Floor,
                Round,
                Sin,
                Cos,
                Atan {

    /** The definition for one element. */
    double apply(double x);

    /** Lines for {@code f'(x)·g}. */
    Value derivative(Emitter emit, Value x, Value y, Value g);

    @Override
    default Shape infer(List<Shape> inputs) {
        return Shapes.only(this, inputs);
    }

    @Override
    default Tensor64 evaluate(List<Tensor64> inputs) {
        double[] x = inputs.get(0).data();
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = apply(x[i]);
        }
        return Tensor64.of(inputs.get(0).shape(), y);
    }

    @Override
    default Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        return derivative(emit, inputs.get(0), output, g);
    }
}
