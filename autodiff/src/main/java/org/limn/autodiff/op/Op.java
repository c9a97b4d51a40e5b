package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/**
 * One word of the instruction set. An op is a record whose components are its attributes; it has one result, and the
 * {@code permits} list is the whole language.
 */
public sealed interface Op
        permits Input,
                Constant,
                Unary,
                Binary,
                Select,
                Broadcast,
                ReduceSum,
                Reshape,
                Transpose,
                Slice,
                Pad,
                Concat,
                Gather,
                ScatterAdd,
                MatMul,
                Conv2d,
                Conv2dTranspose,
                Conv2dWeightGrad,
                MaxPool,
                MaxPoolGrad,
                MaxPoolPick,
                AvgPool,
                AvgPoolTranspose,
                Softmax,
                Fused {

    /** The word printed in listings: the record's name in snake case, {@code conv2d_transpose}. */
    default String word() {
        return getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * The shape of the result.
     *
     * @throws org.limn.autodiff.tensor.ShapeException if the inputs do not fit, saying what was needed and what came
     */
    Shape infer(List<Shape> inputs);

    /** The definition: what this op computes, by plain loops in float64. The shapes have passed {@link #infer}. */
    Tensor64 evaluate(List<Tensor64> inputs);

    /**
     * The vector-Jacobian product for one input: lines that compute {@code Σ cotangent·∂output/∂inputs[i]}.
     *
     * @param i which input is differentiated for
     * @param inputs the values that this op read
     * @param output the value that it made
     * @param g the cotangent, shaped like the output
     * @return a value shaped like {@code inputs.get(i)}, or {@link Value#ZERO} where the derivative vanishes everywhere
     */
    Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g);
}
