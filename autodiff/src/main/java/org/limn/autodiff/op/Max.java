package org.limn.autodiff.op;

import java.util.List;

/** The greater of a and b; on ties a receives the gradient. NaN is greatest. */
public record Max() implements Binary {
    @Override
    public double apply(double a, double b) {
        return Math.max(a, b);
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        Value bWins = emit.emit(new Greater(), inputs.get(1), inputs.get(0));
        return emit.mul(g, i == 1 ? bWins : emit.affine(bWins, -1, 1));
    }
}
