package org.limn.autodiff.op;

import java.util.List;
import java.util.stream.IntStream;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/** Reorders the axes: axis {@code i} of the result is axis {@code perm[i]} of x. */
public record Transpose(List<Integer> perm) implements Op {
    public Transpose {
        perm = List.copyOf(perm);
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape x = Shapes.only(this, inputs);
        List<Integer> all = IntStream.range(0, x.rank()).boxed().toList();
        Shapes.require(perm.stream().sorted().toList().equals(all), this, "a permutation of the axes of " + x, perm);
        return x.permuted(perm);
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        Tensor64 x = inputs.get(0);
        Shape shape = x.shape().permuted(perm);
        int[] s = x.shape().strides();
        int[] from = perm.stream().mapToInt(p -> s[p]).toArray();
        double[] y = new double[shape.size()];
        Strided.walk(shape, 0, shape.strides(), 0, from, (to, at) -> y[to] = x.data()[at]);
        return Tensor64.of(shape, y);
    }

    /** The permutation that undoes this one. */
    public List<Integer> inverse() {
        return IntStream.range(0, perm.size()).mapToObj(perm::indexOf).toList();
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        return emit.transpose(g, inverse());
    }
}
