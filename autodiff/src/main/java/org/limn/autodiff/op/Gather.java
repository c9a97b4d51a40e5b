package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/** Picks entries along one axis by number; an entry may be picked often or never. */
public record Gather(int axis, List<Integer> indices) implements Op {
    public Gather {
        indices = List.copyOf(indices);
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape x = Shapes.only(this, inputs);
        Shapes.axis(this, axis, x);
        int n = x.dim(axis);
        Shapes.require(indices.stream().allMatch(k -> k >= 0 && k < n), this, "indices in 0.." + (n - 1), indices);
        return x.with(axis, indices.size());
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        Tensor64 x = inputs.get(0);
        Shape shape = x.shape().with(axis, indices.size());
        double[] y = new double[shape.size()];
        int outer = shape.count(0, axis),
                inner = shape.count(axis + 1, shape.rank()),
                n = x.shape().dim(axis);
        for (int o = 0, at = 0; o < outer; o++) {
            for (int k : indices) {
                System.arraycopy(x.data(), (o * n + k) * inner, y, at, inner);
                at += inner;
            }
        }
        return Tensor64.of(shape, y);
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        return emit.emit(new ScatterAdd(axis, indices, inputs.get(0).shape().dim(axis)), g);
    }
}
