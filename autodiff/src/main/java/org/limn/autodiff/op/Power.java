package org.limn.autodiff.op;

import java.util.List;

/**
 * {@code y = a^b}, element by element; {@link Pow} where the exponent is one number. Where a is not
 * positive the derivative in b is taken as 0, as it is at 0 for positive b.
 */
public record Power() implements Binary {
    @Override
    public double apply(double a, double b) {
        return Math.pow(a, b);
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        Value a = inputs.get(0), b = inputs.get(1);
        return emit.mul(
                g,
                i == 0
                        ? emit.mul(b, emit.emit(new Power(), a, emit.affine(b, 1, -1)))
                        : emit.mul(
                                output,
                                emit.emit(new Select(), a, emit.emit(new Log(), a), Select.zeros(emit, a.shape()))));
    }
}
