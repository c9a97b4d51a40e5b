package org.limn.autodiff.op;

/** The cosine of x in radians. */
public record Cos() implements Unary {
    @Override
    public double apply(double x) {
        return Math.cos(x);
    }

    @Override
    public Value derivative(Emitter emit, Value x, Value y, Value g) {
        return emit.scale(emit.mul(g, emit.emit(new Sin(), x)), -1);
    }
}
