package org.limn.autodiff.device.cpu.gemm;

import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.op.Pair;
import org.limn.autodiff.tensor.Shape;

/**
 * The input gradient where kernel and stride are the same, as in the patch embedding of a vision transformer: every pixel of the
 * image belongs to one output and one tap. So it is one product, {@code gᵀ·w} of [N·H'·W',O] by [O,C·R·S], whose rows are the
 * patches, and {@link Col2Im}. 32×32 from 768 to 3 channels, batch 8: {@link StemGradient} reads all filters for every band of
 * an image and reached 1 % of the FMA peak, this way is bound by the product.
 */
record EmbeddingGradient(Convolution conv, Filters filters, KernelSet set) {
    /** From this many columns on: a patch's row is copied as a whole, and for narrow ones the other ways are as good. */
    private static final int NARROWEST = 8;

    static boolean suits(Convolution conv) {
        Axis v = conv.vertical(), h = conv.horizontal();
        return conv.op().groups() == 1
                && conv.op().dilation().equals(Pair.ONE)
                && v.taps() == v.stride()
                && h.taps() == h.stride()
                && h.taps() >= NARROWEST;
    }

    Plan plan(Recipe recipe, Plan.Builder plan) {
        int outputs = conv.w().dim(0), patch = conv.channels() * conv.taps();
        int patches = conv.images() * conv.y().dim(2) * conv.y().dim(3);
        Product product =
                Product.of(new MatMul(true, false), Shape.of(outputs, patches), Shape.of(outputs, patch), set);
        Operand columns = plan.reserve((long) patches * patch);
        product.into(columns, recipe.with(Epilogue.NONE), filters.constant(), filters.packs(), plan);
        plan.stage(new Col2Im(conv, columns, new RowEpilogue(set.loops(), recipe.epilogue(), new Operand.Output())));
        return plan.named("gemm col2im transposed " + conv.describe() + recipe.epilogue());
    }
}
