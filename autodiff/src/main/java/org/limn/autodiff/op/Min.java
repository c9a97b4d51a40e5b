package org.limn.autodiff.op;

import java.util.List;

/** The smaller of a and b; on ties a receives the gradient. NaN is smallest. */
public record Min() implements Binary {
    @Override
    public double apply(double a, double b) {
        return Math.min(a, b);
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        Value bWins = emit.emit(new Greater(), inputs.get(0), inputs.get(1));
        return emit.mul(g, i == 1 ? bWins : emit.affine(bWins, -1, 1));
    }
}
