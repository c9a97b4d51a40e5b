package org.limn.autodiff.op;

import java.util.List;

/** {@code y = 1} where {@code a > b}, else 0. */
public record Greater() implements Binary {
    @Override
    public double apply(double a, double b) {
        return a > b ? 1 : 0;
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        return Value.ZERO;
    }
}
