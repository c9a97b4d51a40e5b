package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

/** A fixed array: weights, or what folding made of them. */
public record Constant(Tensor tensor) implements Op {
    @Override
    public Shape infer(List<Shape> inputs) {
        Shapes.arity(this, 0, inputs);
        return tensor.shape();
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        return tensor.widen();
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        throw new IllegalStateException("a constant reads nothing");
    }
}
