package org.limn.autodiff.op;

/** {@code y = eˣ}. */
public record Exp() implements Unary {
    @Override
    public double apply(double x) {
        return Math.exp(x);
    }

    @Override
    public Value derivative(Emitter emit, Value x, Value y, Value g) {
        return emit.mul(g, y);
    }
}
