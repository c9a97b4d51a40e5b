package org.limn.autodiff.device.cpu.gemm;

/** {@link org.limn.autodiff.op.Conv2d} as a kernel: the copy that the taps need, then one {@link Gemm} or a {@link Depthwise}. */
record Forward(Convolution conv, Filters filters, KernelSet set) {
    Plan plan(Recipe recipe, Plan.Builder plan) {
        Operand source = conv.source(new Operand.Input(recipe.a()), plan);
        return conv.depthwise() ? depthwise(recipe, plan, source) : gemm(recipe, plan, source);
    }

    private Plan gemm(Recipe recipe, Plan.Builder plan, Operand source) {
        FilterOrder order = new FilterOrder(
                FilterOrder.Rows.OUTPUTS,
                conv.w().dim(0),
                conv.channels(),
                conv.op().groups(),
                FilterOrder.all(conv.taps()),
                set.rows());
        Operand left = filters.packed(order, plan);
        int pixels = conv.pixels().count(),
                plane = conv.images() * conv.pixels().imageStride();
        plan.stage(new Gemm(
                set,
                conv.op().groups(),
                order.rows(),
                order.k(),
                new Gemm.Left(left, order.step()),
                new Gemm.Right(source, offsets(plane), conv.pixels(), conv.channels() * plane),
                new Gemm.Result(new Operand.Output(), pixels, conv.outputs() * pixels),
                recipe.epilogue()));
        return plan.named("gemm " + conv.describe() + (conv.plain() ? "" : " of a padded copy") + recipe.epilogue());
    }

    /** Taps outside, channels inside: neighbours in k are neighbours in memory. */
    private int[] offsets(int plane) {
        int[] offsets = new int[conv.taps() * conv.channels()];
        for (int t = 0; t < conv.taps(); t++) {
            int tap = conv.tapOffset(t, conv.images() * conv.x().dim(1));
            for (int c = 0; c < conv.channels(); c++) {
                offsets[t * conv.channels() + c] = tap + c * plane;
            }
        }
        return offsets;
    }

    private Plan depthwise(Recipe recipe, Plan.Builder plan, Operand source) {
        int planes = conv.images() * conv.x().dim(1);
        int[] offsets = new int[conv.taps()];
        java.util.Arrays.setAll(offsets, t -> conv.tapOffset(t, planes));
        plan.stage(new Depthwise(
                set,
                source,
                filters.plain(plan),
                conv.taps(),
                FilterOrder.all(conv.taps()),
                offsets,
                conv.w().dim(0),
                conv.outputs(),
                1,
                conv.pixels(),
                new RowEpilogue(set.loops(), recipe.epilogue(), new Operand.Output())));
        return plan.named("depthwise " + conv.describe() + recipe.epilogue());
    }
}
