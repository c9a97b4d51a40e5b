package org.limn.autodiff.op;

/** {@code y = 1} where {@code min ≤ x ≤ max}, else 0: the slope of {@link Clip}, with 1 at the bounds as in PyTorch. */
public record Inside(double min, double max) implements Unary {
    @Override
    public double apply(double x) {
        return x >= min && x <= max ? 1 : 0;
    }

    @Override
    public Value derivative(Emitter emit, Value x, Value y, Value g) {
        return Value.ZERO;
    }
}
