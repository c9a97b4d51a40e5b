package org.limn.autodiff.device.cpu.gemm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The input gradient where the image has few channels, as the RGB stem of a network: with rows = channels most of a panel
 * would be empty, so rows = (tap, channel), and every row of the product is added where its tap points. 7×7 stride 2 from 64 to
 * 3 channels: 10 % → 49 % of the FMA peak.
 */
record StemGradient(Convolution conv, Filters filters, KernelSet set) {
    /** Below this many channels and with more than one tap it is the better way. */
    private static final int CHANNELS = 8;

    static boolean suits(Convolution conv) {
        return conv.op().groups() == 1 && conv.channels() < CHANNELS && conv.taps() > 1;
    }

    Plan plan(Recipe recipe, Plan.Builder plan) {
        PlaneSplit split = conv.split(set.loops());
        int planes = conv.images() * conv.channels(), plane = split.plane(), phase = planes * plane;
        Operand.Workspace padded = plan.reserve((long) split.phases().size() * planes * plane);
        FilterOrder order = new FilterOrder(
                FilterOrder.Rows.TAPS_AND_CHANNELS,
                conv.w().dim(0),
                conv.channels(),
                1,
                conv.allTaps(),
                conv.taps(),
                set.rows());
        plan.stage(new Scatter(
                set,
                filters.packed(order, plan),
                new Operand.Input(recipe.a()),
                padded,
                conv.w().dim(0),
                targets(split),
                split.phases().size() * conv.channels(),
                new Pixels(
                        conv.images(),
                        split.v().out(),
                        split.h().out(),
                        split.h().padded(),
                        plane)));
        List<PlaneMerge.@Nullable Part> parts = new ArrayList<>();
        int[] starts = new int[conv.op().stride().h() * conv.op().stride().w()];
        for (Phase p : Phase.of(conv)) {
            int i = split.phases().indexOf(p.at());
            starts[parts.size()] = Math.max(0, i) * phase;
            int height = split.v().padded(), width = split.h().padded();
            parts.add(i < 0 ? null : new PlaneMerge.Part(0, 0, height, width, width));
        }
        PlaneMerge merge = new PlaneMerge(set.loops(), split.v(), split.h(), parts);
        RowEpilogue finish = new RowEpilogue(set.loops(), recipe.epilogue(), new Operand.Output());
        plan.stage(new Merge(merge, padded, starts, planes, conv.images(), finish));
        return plan.named("scatter transposed " + conv.describe() + recipe.epilogue());
    }

    /** Where the rows (tap, channel) are added: at the tap's place in its phase. */
    private int[] targets(PlaneSplit split) {
        int channel = conv.images() * split.plane(), phase = conv.channels() * channel;
        int[] targets = new int[conv.taps() * conv.channels()];
        for (int row = 0; row < targets.length; row++) {
            int tap = row / conv.channels(), taps = conv.w().dim(3);
            targets[row] = split.phases().indexOf(conv.phase(tap)) * phase
                    + row % conv.channels() * channel
                    + split.v().shift(tap / taps) * split.h().padded()
                    + split.h().shift(tap % taps);
        }
        return targets;
    }
}
