package org.limn.autodiff.op;

/** {@code y = 1} where {@code x > 0}, −1 where {@code x < 0}, else x itself. */
public record Sign() implements Unary {
    @Override
    public double apply(double x) {
        return Math.signum(x);
    }

    @Override
    public Value derivative(Emitter emit, Value x, Value y, Value g) {
        return Value.ZERO;
    }
}
