package org.limn.autodiff.transform;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.Affine;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Conv2dTranspose;
import org.limn.autodiff.op.Div;
import org.limn.autodiff.op.Mul;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Pow;
import org.limn.autodiff.op.Sub;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/** Constants with one number per channel, [1,C,1,1]: recognised in lines, and written, as lines of constants, into filters. */
final class ChannelConstants {
    /** {@code scale·of + shift} per channel; one of the constants may be missing. */
    record Adjusted(
            Value of, @Nullable Value scale, @Nullable Value shift) {
        boolean shiftsOnly() {
            return scale == null;
        }
    }

    private final Rewriting lines;
    private final Set<Value> constants = new HashSet<>();
    private final Map<List<Object>, Value> filters = new HashMap<>();

    ChannelConstants(Rewriting lines) {
        this.lines = lines;
    }

    /** Whether a line depends on constants alone; asked of every line in order. */
    boolean includes(Instruction line) {
        boolean constant =
                line.op() instanceof Constant || !line.inputs().isEmpty() && constants.containsAll(line.inputs());
        if (constant) {
            constants.add(line.result());
        }
        return constant;
    }

    boolean includes(Value value) {
        return constants.contains(value);
    }

    /** What a line does to one of its inputs, if that is to scale or shift it per channel by constants. */
    @Nullable
    Adjusted adjusted(Instruction line) {
        boolean image = line.result().shape().rank() == 4 && !constants.contains(line.result());
        lines.origin(line.origin());
        if (image && line.op() instanceof Affine f) {
            Value scale = f.scale() == 1 ? null : number(f.scale());
            Value shift = f.offset() == 0 ? null : number(f.offset());
            return new Adjusted(line.inputs().get(0), scale, shift);
        }
        return image && line.inputs().size() == 2 ? ofTwo(line) : null;
    }

    private @Nullable Adjusted ofTwo(Instruction line) {
        Op op = line.op();
        Value a = line.inputs().get(0), b = line.inputs().get(1), right = perChannel(b), left = perChannel(a);
        if (right == null && left == null) {
            return null;
        } else if (op instanceof Mul) {
            return right != null ? new Adjusted(a, right, null) : new Adjusted(b, left, null);
        } else if (op instanceof Add) {
            return right != null ? new Adjusted(a, null, right) : new Adjusted(b, null, left);
        } else if (op instanceof Sub && right != null) {
            return new Adjusted(a, null, noted(lines.scale(right, -1)));
        }
        return op instanceof Div && right != null ? new Adjusted(a, noted(lines.emit(new Pow(-1), right)), null) : null;
    }

    /** The constant [1,C,1,1] that a value is a broadcast of, if it is one. */
    private @Nullable Value perChannel(Value value) {
        Instruction line = lines.definition(value);
        if (!(line.op() instanceof Broadcast) || !constants.contains(value)) {
            return null;
        }
        Shape s = line.inputs().get(0).shape();
        return s.dim(0) == 1 && s.dim(2) == 1 && s.dim(3) == 1 ? line.inputs().get(0) : null;
    }

    private Value noted(Value value) {
        constants.add(value);
        return value;
    }

    private Value number(double x) {
        Value one = lines.emit(new Constant(Tensor.filled(Shape.of(1, 1, 1, 1), 1)));
        return noted(lines.scale(one, x));
    }

    Value product(Value a, Value b) {
        Shape wide = wider(a, b);
        return noted(lines.mul(lines.broadcast(a, wide), lines.broadcast(b, wide)));
    }

    /** The sum of two constants; of a missing one, the other. */
    @Nullable
    Value sum(@Nullable Value a, @Nullable Value b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        Shape wide = wider(a, b);
        return noted(lines.add(lines.broadcast(a, wide), lines.broadcast(b, wide)));
    }

    private static Shape wider(Value a, Value b) {
        return a.shape().dim(1) > 1 ? a.shape() : b.shape();
    }

    /** The filter of a convolution times a constant per channel of its result. */
    Value scaledAfter(Instruction conv, Value scale) {
        return scaled(conv, scale, conv.op() instanceof Conv2d);
    }

    /** The filter of a convolution times a constant per channel of its image, or of its cotangent. */
    Value scaledBefore(Instruction conv, Value scale) {
        return scaled(conv, scale, conv.op() instanceof Conv2dTranspose);
    }

    private Value scaled(Instruction conv, Value scale, boolean firstAxis) {
        Value w = conv.inputs().get(1);
        int groups = conv.op() instanceof Conv2d c ? c.groups() : ((Conv2dTranspose) conv.op()).groups();
        return filters.computeIfAbsent(
                List.of(w, scale, firstAxis, groups),
                k -> noted(firstAxis ? outputs(w, scale) : inputs(w, scale, groups)));
    }

    private Value outputs(Value w, Value scale) {
        Value column = lines.reshape(scale, Shape.of(scale.shape().dim(1), 1, 1, 1));
        return lines.mul(w, lines.broadcast(column, w.shape()));
    }

    private Value inputs(Value w, Value scale, int groups) {
        Shape s = w.shape();
        if (groups == 1 || scale.shape().dim(1) == 1) {
            return lines.mul(w, lines.broadcast(scale, s));
        }
        Shape split = Shape.of(groups, s.dim(0) / groups, s.dim(1), s.dim(2), s.dim(3));
        Value row = lines.reshape(scale, Shape.of(groups, 1, s.dim(1), 1, 1));
        return lines.reshape(lines.mul(lines.reshape(w, split), lines.broadcast(row, split)), s);
    }

    /** What a convolution without padding makes of a constant per channel of its image. */
    Value throughFilter(Instruction conv, Value shift) {
        Value sums = lines.reduceSum(scaledBefore(conv, shift), List.of(1, 2, 3));
        return noted(lines.reshape(sums, Shape.of(1, sums.shape().dim(0), 1, 1)));
    }
}
