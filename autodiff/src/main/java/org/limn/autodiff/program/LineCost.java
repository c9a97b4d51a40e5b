package org.limn.autodiff.program;

import java.util.List;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Conv2dTranspose;
import org.limn.autodiff.op.Conv2dWeightGrad;
import org.limn.autodiff.op.Fused;
import org.limn.autodiff.op.Input;
import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Reshape;
import org.limn.autodiff.tensor.Shape;

/**
 * What a line takes at least, whatever runs it: a floor for its time is {@code max(flops / peak, bytes / bandwidth)}.
 *
 * @param flops multiplications and additions of convolutions and matrix products, each multiply-add counted as two and taps on
 *     padding counted too, as the field does; elementwise arithmetic is not counted: memory bounds it
 * @param bytes what is read and written if each value that the line reads is read once and its result written once, 4 bytes a
 *     number
 */
public record LineCost(long flops, long bytes) {
    public static final LineCost NONE = new LineCost(0, 0);

    /** The cost of a line; constants, inputs and reshapes cost nothing. */
    public static LineCost of(Instruction line) {
        Op op = line.op();
        if (op instanceof Constant || op instanceof Input || op instanceof Reshape) {
            return NONE;
        }
        long numbers = line.result().shape().size()
                + line.inputs().stream()
                        .distinct()
                        .mapToLong(v -> v.shape().size())
                        .sum();
        List<Shape> inputs = line.inputs().stream().map(v -> v.shape()).toList();
        return new LineCost(flops(op, inputs, line.result().shape()), 4 * numbers);
    }

    /** The sum over all lines. */
    public static LineCost of(Program program) {
        return program.instructions().stream().map(LineCost::of).reduce(NONE, LineCost::plus);
    }

    public LineCost plus(LineCost other) {
        return new LineCost(flops + other.flops, bytes + other.bytes);
    }

    private static long flops(Op op, List<Shape> inputs, Shape result) {
        if (op instanceof Conv2d) {
            return trilinear(inputs.get(1), result);
        } else if (op instanceof Conv2dTranspose) {
            return trilinear(inputs.get(1), inputs.get(0));
        } else if (op instanceof Conv2dWeightGrad) {
            return trilinear(result, inputs.get(1));
        } else if (op instanceof MatMul matmul) {
            return 2L * result.size() * inputs.get(0).dim(matmul.ta() ? -2 : -1);
        }
        return op instanceof Fused fused ? steps(fused, inputs) : 0;
    }

    /** The three convolutions multiply every output y [N,O,H,W] with the filter w [O,C/groups,R,S] of its channel. */
    private static long trilinear(Shape w, Shape y) {
        return 2L * y.size() * w.count(1, 4);
    }

    private static long steps(Fused fused, List<Shape> inputs) {
        List<Shape> shapes = fused.shapes(inputs);
        long flops = 0;
        for (int k = 0; k < fused.steps().size(); k++) {
            Fused.Step step = fused.steps().get(k);
            List<Shape> args = step.args().stream().map(shapes::get).toList();
            flops += flops(step.op(), args, shapes.get(fused.arity() + k));
        }
        return flops;
    }
}
