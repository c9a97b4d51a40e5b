package org.limn.autodiff.op;

/** The natural logarithm. */
public record Log() implements Unary {
    @Override
    public double apply(double x) {
        return Math.log(x);
    }

    @Override
    public Value derivative(Emitter emit, Value x, Value y, Value g) {
        return emit.div(g, x);
    }
}
