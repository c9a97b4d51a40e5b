package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/**
 * The adjoint of {@link Gather}: an array of zeros with {@code size} entries along an axis, to which entry k of x is added at
 * {@code indices[k]}.
 */
public record ScatterAdd(int axis, List<Integer> indices, int size) implements Op {
    public ScatterAdd {
        indices = List.copyOf(indices);
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape x = Shapes.only(this, inputs);
        Shapes.axis(this, axis, x);
        Shapes.require(x.dim(axis) == indices.size(), this, indices.size() + " entries along axis " + axis, x);
        Shapes.require(indices.stream().allMatch(k -> k >= 0 && k < size), this, "indices below " + size, indices);
        return x.with(axis, size);
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        Tensor64 x = inputs.get(0);
        Shape shape = x.shape().with(axis, size);
        double[] y = new double[shape.size()];
        int outer = shape.count(0, axis), inner = shape.count(axis + 1, shape.rank());
        for (int o = 0, from = 0; o < outer; o++) {
            for (int k : indices) {
                for (int j = 0; j < inner; j++) {
                    y[(o * size + k) * inner + j] += x.data()[from++];
                }
            }
        }
        return Tensor64.of(shape, y);
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        return emit.emit(new Gather(axis, indices), g);
    }
}
