package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.ShapeException;

/** The checks that shape rules share; each failure says what was needed and what came. */
final class Shapes {
    private Shapes() {}

    static void require(boolean condition, Op op, String needed, Object came) {
        if (!condition) {
            throw new ShapeException(op.word() + " needs " + needed + ", got " + came);
        }
    }

    static Shape only(Op op, List<Shape> inputs) {
        require(inputs.size() == 1, op, "one input", inputs.size());
        return inputs.get(0);
    }

    static void arity(Op op, int n, List<Shape> inputs) {
        require(inputs.size() == n, op, n + " inputs", inputs);
    }

    static void axis(Op op, int axis, Shape shape) {
        require(axis >= 0 && axis < shape.rank(), op, "an axis of its input " + shape, axis);
    }
}
