package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;
import java.util.List;

/** {@link org.limn.autodiff.op.Conv2d} as a kernel: the copy that the taps need, then one {@link Gemm}; or a {@link Depthwise}. */
record Forward(Convolution conv, Filters filters, KernelSet set) {
    Plan plan(Recipe recipe, Plan.Builder plan) {
        return conv.depthwise() ? depthwise(recipe, plan) : gemm(recipe, plan);
    }

    private Plan gemm(Recipe recipe, Plan.Builder plan) {
        Operand source = conv.source(new Operand.Input(recipe.a()), set.loops(), plan);
        FilterOrder order = new FilterOrder(
                FilterOrder.Rows.OUTPUTS,
                conv.w().dim(0),
                conv.channels(),
                conv.op().groups(),
                conv.allTaps(),
                conv.taps(),
                set.rows());
        Operand left = filters.packed(order, plan);
        int pixels = conv.pixels().count(), channel = conv.images() * conv.plane();
        plan.stage(new Gemm(
                set,
                conv.op().groups(),
                order.rows(),
                order.k(),
                new Gemm.Left(left, order.step()),
                new Gemm.Right(source, offsets(channel), conv.pixels(), conv.channels() * channel),
                new Gemm.Result(new Operand.Output(), pixels, conv.outputs() * pixels),
                recipe.epilogue()));
        return plan.named("gemm " + conv.describe() + (conv.plain() ? "" : " of a padded copy") + recipe.epilogue());
    }

    /** Taps outside, channels inside: neighbours in k are neighbours in memory. */
    private int[] offsets(int channel) {
        int[] offsets = new int[conv.taps() * conv.channels()];
        for (int t = 0; t < conv.taps(); t++) {
            int tap = conv.tapOffset(t, conv.x().dim(1) * channel);
            for (int c = 0; c < conv.channels(); c++) {
                offsets[t * conv.channels() + c] = tap + c * channel;
            }
        }
        return offsets;
    }

    private Plan depthwise(Recipe recipe, Plan.Builder plan) {
        PlaneSplit split = conv.split(set.loops());
        PlaneSplit.Together together = Depthwise.together(split, conv.images());
        int pitch = together.pitch();
        int[] offsets = new int[conv.taps()];
        Arrays.setAll(offsets, t -> {
            int shift = split.v().shift(t / conv.w().dim(3)) * pitch
                    + split.h().shift(t % conv.w().dim(3));
            return split.phases().indexOf(conv.phase(t)) * together.phase() + shift;
        });
        int[] which = conv.allTaps();
        plan.stage(new Depthwise(
                set.loops(),
                split,
                new Operand.Input(recipe.a()),
                1,
                conv.outputs(),
                together,
                filters.plain(plan),
                conv.taps(),
                List.of(new Depthwise.TapSum(
                        which, offsets, split.v().out(), split.h().out(), pitch)),
                null,
                conv.w().dim(0),
                conv.images(),
                new RowEpilogue(set.loops(), recipe.epilogue(), new Operand.Output())));
        return plan.named("depthwise " + conv.describe() + recipe.epilogue());
    }
}
