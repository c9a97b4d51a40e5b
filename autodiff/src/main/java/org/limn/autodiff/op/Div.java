package org.limn.autodiff.op;

import java.util.List;

/** {@code y = a / b}. */
public record Div() implements Binary {
    @Override
    public double apply(double a, double b) {
        return a / b;
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        Value overB = emit.div(g, inputs.get(1));
        return i == 0 ? overB : emit.scale(emit.mul(overB, output), -1);
    }
}
