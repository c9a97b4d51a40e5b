package org.limn.autodiff.op;

/** {@code y = scale·x + offset}. */
public record Affine(
        @Default("1.0") double scale, @Default("0.0") double offset) implements Unary {
    @Override
    public double apply(double x) {
        return scale * x + offset;
    }

    @Override
    public Value derivative(Emitter emit, Value x, Value y, Value g) {
        return emit.scale(g, scale);
    }
}
