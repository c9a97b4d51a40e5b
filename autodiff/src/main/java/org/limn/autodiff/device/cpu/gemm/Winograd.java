package org.limn.autodiff.device.cpu.gemm;

import java.util.List;
import org.limn.autodiff.op.Pair;

/**
 * A convolution of 3×3 taps, stride 1, or its input gradient, which is one too, as F(2×2, 3×3) of Lavin and Gray, "Fast
 * Algorithms for Convolutional Neural Networks" (2016), section 4.1: each 2×2 patch of the result is
 *
 * <pre>
 * y = Aᵀ · (Σ_c (G·w_c·Gᵀ) ⊙ (Bᵀ·d_c·B)) · A    with d the 4×4 numbers of the image under the patch
 * </pre>
 *
 * <p>16 multiplications where the sum over taps has 36, and as exact as that sum in float32: 1e-6 of the result's root mean square.
 * The sums over c are 16 products of matrices. F(4×4, 3×3) would need 36 for 144, but is ten times less exact.
 *
 * @param transposed whether the result is the input gradient
 */
record Winograd(Convolution conv, boolean transposed, Filters filters, VectorKernels set) {
    /** Fewer channels of the result than this make less work than the image's transform does. */
    private static final int FEWEST_ROWS = 16;

    /** Fewer channels of the image than this make less work than the sums' transform does. */
    private static final int FEWEST_K = 32;

    private static final List<Pair> PHASES = List.of(new Pair(0, 0), new Pair(0, 1), new Pair(1, 0), new Pair(1, 1));

    /** Whether it pays; the batch does not count, so that the bits of an image do not depend on it. */
    static boolean suits(Convolution conv, boolean transposed, Filters filters, KernelSet set) {
        int rows = transposed ? conv.channels() : conv.outputs(), k = transposed ? conv.outputs() : conv.channels();
        return set instanceof VectorKernels
                && filters.constant() != null
                && conv.w().dim(2) == 3
                && conv.w().dim(3) == 3
                && conv.op().groups() == 1
                && conv.op().stride().equals(Pair.ONE)
                && conv.op().dilation().equals(Pair.ONE)
                && within(conv.vertical())
                && within(conv.horizontal())
                && rows >= FEWEST_ROWS
                && k >= FEWEST_K
                && k <= Gemm.KC;
    }

    /** Both directions need a padding of 0 to 2, on each side. */
    private static boolean within(Axis axis) {
        return axis.pad() <= 2 && axis.out() + 2 - axis.in() - axis.pad() <= 2;
    }

    Plan plan(Recipe recipe, Plan.Builder plan) {
        Axis v = axis(conv.vertical()), h = axis(conv.horizontal());
        PlaneSplit split = new PlaneSplit(set.loops(), v, h, PHASES);
        int planes = conv.images() * k();
        Operand source = plan.reserve((long) PHASES.size() * planes * split.plane());
        plan.stage(new SplitCopy(split, new Operand.Input(recipe.a()), source, planes));
        WinogradFilters order = new WinogradFilters(conv.w(), transposed, set.rows());
        plan.stage(new PatchProduct(
                set,
                new PatchProduct.Patches(
                        source,
                        planes * split.plane(),
                        new Pixels(conv.images(), v.out(), h.out(), h.padded(), split.plane())),
                filters.transformed(order, plan),
                order.rows(),
                k(),
                new Pair(height(), width()),
                new RowEpilogue(set.loops(), recipe.epilogue(), new Operand.Output())));
        return plan.named("winograd " + (transposed ? "transposed " : "") + conv.describe() + recipe.epilogue());
    }

    /** Patches along an axis as a convolution of four taps and stride 2; the gradient's padding makes up the forward one's to 2. */
    private Axis axis(Axis axis) {
        int in = transposed ? axis.out() : axis.in(), out = transposed ? axis.in() : axis.out();
        return new Axis(in, Axis.ceilDiv(out, 2), 4, 2, 1, transposed ? 2 - axis.pad() : axis.pad());
    }

    private int k() {
        return transposed ? conv.outputs() : conv.channels();
    }

    private int height() {
        return transposed ? conv.x().dim(2) : conv.y().dim(2);
    }

    private int width() {
        return transposed ? conv.x().dim(3) : conv.y().dim(3);
    }
}
