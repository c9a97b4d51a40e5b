package org.limn.autodiff.op;

/** The arc tangent, between −π/2 and π/2. */
public record Atan() implements Unary {
    @Override
    public double apply(double x) {
        return Math.atan(x);
    }

    @Override
    public Value derivative(Emitter emit, Value x, Value y, Value g) {
        return emit.div(g, emit.affine(emit.mul(x, x), 1, 1));
    }
}
