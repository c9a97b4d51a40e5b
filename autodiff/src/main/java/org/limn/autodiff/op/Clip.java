package org.limn.autodiff.op;

/** {@code y = min(max(x, min), max)}; a bound may be infinite. */
public record Clip(double min, double max) implements Unary {
    @Override
    public double apply(double x) {
        return Math.min(Math.max(x, min), max);
    }

    @Override
    public Value derivative(Emitter emit, Value x, Value y, Value g) {
        return emit.mul(g, emit.emit(new Inside(min, max), x));
    }
}
