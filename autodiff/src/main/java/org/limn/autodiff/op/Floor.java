package org.limn.autodiff.op;

/** The greatest whole number that is at most x. */
public record Floor() implements Unary {
    @Override
    public double apply(double x) {
        return Math.floor(x);
    }

    @Override
    public Value derivative(Emitter emit, Value x, Value y, Value g) {
        return Value.ZERO;
    }
}
