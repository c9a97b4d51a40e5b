package org.limn.autodiff.device.cpu.gemm;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.device.cpu.kernel.Packs;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Conv2dTranspose;
import org.limn.autodiff.op.Conv2dWeightGrad;
import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/**
 * Makes the kernel of a contraction, alone or with what follows it.
 *
 * <p>Lines: {@link Conv2d}, {@link Conv2dTranspose}, {@link Conv2dWeightGrad}, {@link MatMul}, and {@link
 * org.limn.autodiff.op.Fused} lines whose first step is one of them but for the weight gradient, reading inputs of the line,
 * followed by, each at most once and each reading the result so far:
 *
 * <ol>
 *   <li>{@code add} of a {@code broadcast} of an input that has one number per channel (convolutions: [1,O,1,1]) or per
 *       element of the last axis (products: [1,…,1,n]): a bias;
 *   <li>{@code add} of an input: a residual;
 *   <li>as the last step {@code relu}, or {@code clip}, or, where there is no bias, {@code mul} by the {@code step} of an input.
 * </ol>
 *
 * Broadcasts and steps may stand anywhere before they are read; summands may stand on either side and in either order.
 *
 * <p>Layouts: image, cotangent, residual, mask and result of a convolution are [C][N][H][W]; its filters, the result of a weight
 * gradient and all of a product are row-major. A bias lies as its numbers do. Constant filters and biases are not read
 * from the arena, nor is a constant right side where vector tiles have packed it; all other inputs are.
 */
public final class Contractions {
    private Contractions() {}

    /**
     * The kernel of a line, or nothing if the line is none of the above, or a convolution whose stride is beyond any network's.
     *
     * @param constants the constants among the values that the line reads
     * @param packs where packed constants are kept
     */
    public static Optional<Kernel> of(Instruction line, Map<Value, Tensor> constants, KernelSet set, Packs packs) {
        return Recipe.of(line, constants).flatMap(recipe -> kernel(line, recipe, constants, set, packs));
    }

    private static Optional<Kernel> kernel(
            Instruction line, Recipe recipe, Map<Value, Tensor> constants, KernelSet set, Packs packs) {
        Value a = line.inputs().get(recipe.a()), b = line.inputs().get(recipe.b());
        Shape result = line.result().shape();
        Plan.Builder plan = new Plan.Builder();
        if (recipe.epilogue().bias() instanceof Operand.Fixed bias) {
            plan.unread(bias.index());
        }
        recipe.replaceable(line.inputs()).ifPresent(plan::replaceable);
        @Nullable Tensor constant = constants.get(b);
        if (recipe.contraction() instanceof MatMul op) {
            return Optional.of(Product.of(op, a.shape(), b.shape(), set).plan(recipe, constant, packs, plan));
        }
        Convolution conv = convolution(recipe.contraction(), a.shape(), b.shape(), result);
        if (conv.hasTooManyPhases()) {
            return Optional.empty();
        } else if (recipe.contraction() instanceof Conv2dWeightGrad) {
            return Optional.of(WeightGradient.plan(conv, set, recipe, plan));
        }
        Filters filters = new Filters(constant, recipe.b(), packs);
        boolean transposed = recipe.contraction() instanceof Conv2dTranspose;
        if (Winograd.suits(conv, transposed, filters, set)) {
            return Optional.of(new Winograd(conv, transposed, filters, (VectorKernels) set).plan(recipe, plan));
        } else if (!transposed) {
            return Optional.of(new Forward(conv, filters, set).plan(recipe, plan));
        }
        if (EmbeddingGradient.suits(conv)) {
            return Optional.of(new EmbeddingGradient(conv, filters, set).plan(recipe, plan));
        }
        return Optional.of(
                StemGradient.suits(conv)
                        ? new StemGradient(conv, filters, set).plan(recipe, plan)
                        : new InputGradient(conv, filters, set).plan(recipe, plan));
    }

    /** The convolution whose result, image's gradient or filters' gradient is wanted. */
    private static Convolution convolution(Op op, Shape a, Shape b, Shape result) {
        if (op instanceof Conv2dWeightGrad gradient) {
            return new Convolution(gradient.adjoint(), a, result, b);
        } else if (op instanceof Conv2dTranspose transpose) {
            return new Convolution(transpose.adjoint(), result, b, a);
        }
        return new Convolution((Conv2d) op, a, b, result);
    }
}
