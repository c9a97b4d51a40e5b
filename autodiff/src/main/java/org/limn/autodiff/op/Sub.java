package org.limn.autodiff.op;

import java.util.List;

/** {@code y = a − b}. */
public record Sub() implements Binary {
    @Override
    public double apply(double a, double b) {
        return a - b;
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        return i == 0 ? g : emit.scale(g, -1);
    }
}
