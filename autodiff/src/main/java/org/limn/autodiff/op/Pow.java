package org.limn.autodiff.op;

/** {@code y = x^exponent}. */
public record Pow(double exponent) implements Unary {
    @Override
    public double apply(double x) {
        return Math.pow(x, exponent);
    }

    @Override
    public Value derivative(Emitter emit, Value x, Value y, Value g) {
        if (exponent == 0) {
            return Value.ZERO; // not 0·x⁻¹, which is NaN at 0
        }
        return emit.mul(g, emit.scale(emit.emit(new Pow(exponent - 1), x), exponent));
    }
}
