package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/** {@code y = e^(x − max x) / Σ e^(x − max x)} along one axis. */
public record Softmax(int axis) implements Op {
    @Override
    public Shape infer(List<Shape> inputs) {
        Shape x = Shapes.only(this, inputs);
        Shapes.axis(this, axis, x);
        return x;
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        Shape shape = inputs.get(0).shape();
        double[] y = new double[shape.size()];
        int n = shape.dim(axis), inner = shape.count(axis + 1, shape.rank());
        for (int o = 0; o < shape.count(0, axis); o++) {
            for (int j = 0; j < inner; j++) {
                row(inputs.get(0).data(), y, o * n * inner + j, n, inner);
            }
        }
        return Tensor64.of(shape, y);
    }

    private static void row(double[] x, double[] y, int first, int n, int stride) {
        double max = Double.NEGATIVE_INFINITY, sum = 0;
        for (int i = 0; i < n; i++) {
            max = Math.max(max, x[first + i * stride]);
        }
        for (int i = 0; i < n; i++) {
            sum += y[first + i * stride] = Math.exp(x[first + i * stride] - max);
        }
        for (int i = 0; i < n; i++) {
            y[first + i * stride] /= sum;
        }
    }

    /** {@code y·(g − Σ g·y)}. */
    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        Value mean = emit.reduceSum(emit.mul(g, output), List.of(axis));
        return emit.mul(output, emit.sub(g, emit.broadcast(mean, g.shape())));
    }
}
