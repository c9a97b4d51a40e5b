package org.limn.autodiff.op;

/** {@code y = |x|}; its slope at 0 is 0. */
public record Abs() implements Unary {
    @Override
    public double apply(double x) {
        return Math.abs(x);
    }

    @Override
    public Value derivative(Emitter emit, Value x, Value y, Value g) {
        return emit.mul(g, emit.emit(new Sign(), x));
    }
}
