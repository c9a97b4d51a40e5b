package org.limn.attribution;

import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/** Models with closed forms, for tests: a function of an image's elements and its gradient. */
public final class Functions {
    private Functions() {}

    /** The derivative by every element. */
    public interface Derivative {
        double[] of(double[] x);
    }

    /** A model of one class. */
    public static Model of(ToDoubleFunction<double[]> f, Derivative derivative) {
        return of(f, derivative, 1);
    }

    public static Model of(ToDoubleFunction<double[]> f, Derivative derivative, int batch) {
        return new Model() {
            @Override
            public OptionalInt classes() {
                return OptionalInt.of(1);
            }

            @Override
            public int batch() {
                return batch;
            }

            @Override
            public Tensor scores(Tensor images) {
                int n = images.shape().dim(0);
                float[] scores = new float[n];
                for (int i = 0; i < n; i++) {
                    scores[i] = (float) f.applyAsDouble(images.at(i).widen().data());
                }
                return Tensor.of(Shape.of(n, 1), scores);
            }

            @Override
            public Tensor gradients(Tensor images, int[] targets) {
                float[] all = new float[images.shape().size()];
                int one = images.shape().count(1, 4);
                for (int i = 0; i < targets.length; i++) {
                    double[] g = derivative.of(images.at(i).widen().data());
                    for (int k = 0; k < one; k++) {
                        all[i * one + k] = (float) g[k];
                    }
                }
                return Tensor.of(images.shape(), all);
            }
        };
    }

    /** {@code f(x) = 5·x₀ + x₁² + sin x₂}. */
    public static Model sumOfThree(int batch) {
        return of(x -> 5 * x[0] + x[1] * x[1] + Math.sin(x[2]), x -> new double[] {5, 2 * x[1], Math.cos(x[2])}, batch);
    }

    /** {@code f(x) = Σ w_i x_i + 3}. */
    public static Model linear(double... w) {
        return of(
                x -> {
                    double sum = 3;
                    for (int i = 0; i < w.length; i++) {
                        sum += w[i] * x[i];
                    }
                    return sum;
                },
                x -> w.clone());
    }

    /** {@code f(x) = h(x₀ + x₁ + …)}: symmetric in its elements. */
    public static Model ofSum(DoubleUnaryOperator h, DoubleUnaryOperator derivative) {
        return of(x -> h.applyAsDouble(java.util.Arrays.stream(x).sum()), x -> {
            double[] g = new double[x.length];
            java.util.Arrays.fill(
                    g, derivative.applyAsDouble(java.util.Arrays.stream(x).sum()));
            return g;
        });
    }

    /** An image of one row and one channel. */
    public static Tensor row(double... x) {
        float[] data = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            data[i] = (float) x[i];
        }
        return Tensor.of(Shape.of(1, 1, 1, x.length), data);
    }
}
