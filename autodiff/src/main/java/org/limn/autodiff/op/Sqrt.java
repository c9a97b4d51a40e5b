package org.limn.autodiff.op;

/** {@code y = √x}. */
public record Sqrt() implements Unary {
    @Override
    public double apply(double x) {
        return Math.sqrt(x);
    }

    @Override
    public Value derivative(Emitter emit, Value x, Value y, Value g) {
        return emit.div(emit.scale(g, 0.5), y);
    }
}
