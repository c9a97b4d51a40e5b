package org.limn.autodiff.op;

/** The hyperbolic tangent. */
public record Tanh() implements Unary {
    @Override
    public double apply(double x) {
        return Math.tanh(x);
    }

    @Override
    public Value derivative(Emitter emit, Value x, Value y, Value g) {
        return emit.mul(g, emit.affine(emit.mul(y, y), -1, 1));
    }
}
