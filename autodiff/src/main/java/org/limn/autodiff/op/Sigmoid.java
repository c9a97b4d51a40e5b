package org.limn.autodiff.op;

/** {@code y = 1/(1 + e⁻ˣ)}. */
public record Sigmoid() implements Unary {
    @Override
    public double apply(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Override
    public Value derivative(Emitter emit, Value x, Value y, Value g) {
        return emit.mul(g, emit.mul(y, emit.affine(y, -1, 1)));
    }
}
