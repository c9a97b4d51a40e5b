package org.limn.autodiff.op;

/** {@code y = max(x, 0)}. PyTorch takes 0 as its slope at 0; so do we. */
public record Relu() implements Unary {
    @Override
    public double apply(double x) {
        return x > 0 || Double.isNaN(x) ? x : 0;
    }

    @Override
    public Value derivative(Emitter emit, Value x, Value y, Value g) {
        return emit.mul(g, emit.emit(new Step(), y));
    }
}
