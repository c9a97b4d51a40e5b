package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/** The same numbers in the same order under another shape. */
public record Reshape(Shape shape) implements Op {
    @Override
    public Shape infer(List<Shape> inputs) {
        Shape x = Shapes.only(this, inputs);
        Shapes.require(x.size() == shape.size(), this, shape.size() + " elements for " + shape, x);
        return shape;
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        return inputs.get(0).reshaped(shape);
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        return emit.reshape(g, inputs.get(0).shape());
    }
}
