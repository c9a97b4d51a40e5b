package org.limn.autodiff.op;

/** The sine of x in radians. */
public record Sin() implements Unary {
    @Override
    public double apply(double x) {
        return Math.sin(x);
    }

    @Override
    public Value derivative(Emitter emit, Value x, Value y, Value g) {
        return emit.mul(g, emit.emit(new Cos(), x));
    }
}
