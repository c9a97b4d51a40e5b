package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;

/** Takes lines, one by one, as derivatives and importers write them. */
public interface Emitter {
    /** Appends a line and returns its value; the shape is inferred. */
    Value emit(Op op, List<Value> inputs);

    default Value emit(Op op, Value... inputs) {
        return emit(op, List.of(inputs));
    }

    default Value add(Value a, Value b) {
        return emit(new Add(), a, b);
    }

    default Value sub(Value a, Value b) {
        return emit(new Sub(), a, b);
    }

    default Value mul(Value a, Value b) {
        return emit(new Mul(), a, b);
    }

    default Value div(Value a, Value b) {
        return emit(new Div(), a, b);
    }

    /** {@code scale·a}. */
    default Value scale(Value a, double scale) {
        return affine(a, scale, 0);
    }

    /** {@code scale·a + offset}; nothing is emitted where that is {@code a}. */
    default Value affine(Value a, double scale, double offset) {
        return scale == 1 && offset == 0 ? a : emit(new Affine(scale, offset), a);
    }

    /** Stretches extents of 1 to {@code shape}; nothing is emitted where the shape is that already. */
    default Value broadcast(Value a, Shape shape) {
        return a.shape().equals(shape) ? a : emit(new Broadcast(shape), a);
    }

    /** Sums over some axes, which stay with extent 1; nothing is emitted where there are none. */
    default Value reduceSum(Value a, List<Integer> axes) {
        return axes.isEmpty() ? a : emit(new ReduceSum(axes), a);
    }

    default Value reshape(Value a, Shape shape) {
        return a.shape().equals(shape) ? a : emit(new Reshape(shape), a);
    }

    default Value transpose(Value a, List<Integer> perm) {
        return emit(new Transpose(perm), a);
    }
}
