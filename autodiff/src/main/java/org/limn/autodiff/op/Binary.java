package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/** An op on two arrays of equal shape, element by element: {@code y = f(a, b)}. */
public sealed interface Binary extends Op permits Add, Sub, Mul, Div, Power, Max, Min, Greater, Equal {
    /** The definition for one pair of elements. */
    double apply(double a, double b);

    @Override
    default Shape infer(List<Shape> inputs) {
        Shapes.arity(this, 2, inputs);
        Shapes.require(inputs.get(0).equals(inputs.get(1)), this, "two arrays of one shape", inputs);
        return inputs.get(0);
    }

    @Override
    default Tensor64 evaluate(List<Tensor64> inputs) {
        double[] a = inputs.get(0).data(), b = inputs.get(1).data();
        double[] y = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            y[i] = apply(a[i], b[i]);
        }
        return Tensor64.of(inputs.get(0).shape(), y);
    }
}
