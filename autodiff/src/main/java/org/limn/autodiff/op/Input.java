package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/** A value that whoever runs the program gives; the inputs of a program are its {@code input} lines in order. */
public record Input(Shape shape) implements Op {
    @Override
    public Shape infer(List<Shape> inputs) {
        Shapes.arity(this, 0, inputs);
        return shape;
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        throw new IllegalStateException("an input is given, not computed");
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        throw new IllegalStateException("an input reads nothing");
    }
}
