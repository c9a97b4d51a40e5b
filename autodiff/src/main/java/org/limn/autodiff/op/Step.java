package org.limn.autodiff.op;

/** {@code y = 1} where {@code x > 0}, else 0. */
public record Step() implements Unary {
    @Override
    public double apply(double x) {
        return x > 0 ? 1 : 0;
    }

    @Override
    public Value derivative(Emitter emit, Value x, Value y, Value g) {
        return Value.ZERO;
    }
}
