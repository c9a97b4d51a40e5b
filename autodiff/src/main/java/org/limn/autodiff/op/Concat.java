package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/** Joins arrays along one axis; their other extents are equal. */
public record Concat(int axis) implements Op {
    @Override
    public Shape infer(List<Shape> inputs) {
        Shapes.require(!inputs.isEmpty(), this, "at least one input", 0);
        Shape first = inputs.get(0);
        Shapes.axis(this, axis, first);
        long extent = 0;
        for (Shape s : inputs) {
            boolean fits = s.rank() == first.rank() && s.with(axis, 0).equals(first.with(axis, 0));
            Shapes.require(fits, this, "equal extents but along axis " + axis, inputs);
            extent += s.dim(axis);
        }
        return first.with(axis, Shape.extent(extent));
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        Shape shape = infer(inputs.stream().map(Tensor64::shape).toList());
        double[] y = new double[shape.size()];
        int outer = shape.count(0, axis), row = shape.count(axis, shape.rank()), at = 0;
        for (Tensor64 x : inputs) {
            int part = x.shape().count(axis, shape.rank());
            for (int o = 0; o < outer; o++) {
                System.arraycopy(x.data(), o * part, y, o * row + at, part);
            }
            at += part;
        }
        return Tensor64.of(shape, y);
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        int start =
                inputs.subList(0, i).stream().mapToInt(v -> v.shape().dim(axis)).sum();
        return emit.emit(Slice.along(axis, start, inputs.get(i).shape().dim(axis), g.shape()), g);
    }
}
