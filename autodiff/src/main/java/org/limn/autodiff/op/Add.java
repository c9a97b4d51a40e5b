package org.limn.autodiff.op;

import java.util.List;

/** {@code y = a + b}. */
public record Add() implements Binary {
    @Override
    public double apply(double a, double b) {
        return a + b;
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        return g;
    }
}
