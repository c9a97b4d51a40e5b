package org.limn.autodiff.device.cpu.gemm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.op.Pair;

/**
 * {@link org.limn.autodiff.op.Conv2dTranspose} as a kernel. Every phase of the image is a convolution, stride 1, of the cotangent
 * by the transposed filters' taps that reach it; with a stride the phases are then merged. No multiplication by zero: the taps
 * of a 3×3 with stride 2 are shared out 1 + 2 + 2 + 4.
 */
record InputGradient(Convolution conv, Filters filters, KernelSet set) {
    Plan plan(Recipe recipe, Plan.Builder plan) {
        return conv.depthwise() ? depthwise(recipe, plan) : gemm(recipe, plan);
    }

    /** The cotangent with what the taps reach around it. */
    private PlaneSplit cotangent() {
        Axis v = conv.vertical(), h = conv.horizontal();
        Axis rows = v.padded(v.before(), v.after()), columns = h.padded(h.before(), h.after());
        return new PlaneSplit(set.loops(), rows, columns, List.of(new Pair(0, 0)));
    }

    private boolean strided() {
        return !conv.op().stride().equals(Pair.ONE);
    }

    private Plan gemm(Recipe recipe, Plan.Builder plan) {
        PlaneSplit split = cotangent();
        Operand g = source(split, new Operand.Input(recipe.a()), plan);
        List<Phase> phases = Phase.of(conv);
        boolean direct = !strided() && !phases.get(0).empty();
        List<Gemm> products = new ArrayList<>();
        List<PlaneMerge.@Nullable Part> parts = new ArrayList<>();
        int[] starts = new int[phases.size()];
        long used = 0;
        for (int i = 0; i < starts.length; i++) {
            Phase phase = phases.get(i);
            starts[i] = (int) used;
            used += direct || phase.empty() ? 0 : (long) phase.height() * phase.width() * planes();
        }
        Operand.Workspace pieces = plan.reserve(used);
        for (int i = 0; i < starts.length; i++) {
            Phase phase = phases.get(i);
            Operand target = direct ? new Operand.Output() : new Operand.Workspace(pieces.at() + starts[i]);
            if (!phase.empty()) {
                products.add(product(phase, split, g, target, direct ? recipe.epilogue() : Epilogue.NONE, plan));
            }
            parts.add(part(phase, phase.width()));
        }
        if (!products.isEmpty()) {
            plan.stage(products.size() == 1 ? products.get(0) : new InTurn(products));
        }
        if (!direct) {
            PlaneMerge merge = new PlaneMerge(set.loops(), conv.vertical(), conv.horizontal(), parts);
            plan.stage(new Merge(merge, pieces, starts, planes(), conv.images(), finish(recipe)));
        }
        return plan.named("gemm transposed " + conv.describe() + (direct ? "" : " by phases") + recipe.epilogue());
    }

    private int planes() {
        return conv.images() * conv.x().dim(1);
    }

    private RowEpilogue finish(Recipe recipe) {
        return new RowEpilogue(set.loops(), recipe.epilogue(), new Operand.Output());
    }

    private static PlaneMerge.@Nullable Part part(Phase phase, int pitch) {
        return phase.empty()
                ? null
                : new PlaneMerge.Part(phase.firstRow(), phase.firstColumn(), phase.height(), phase.width(), pitch);
    }

    private Operand source(PlaneSplit split, Operand g, Plan.Builder plan) {
        if (split.v().plain() && split.h().plain()) {
            return g;
        }
        int planes = conv.images() * conv.y().dim(1);
        Operand copy = plan.reserve((long) planes * split.plane());
        plan.stage(new SplitCopy(split, g, copy, planes));
        return copy;
    }

    private Gemm product(
            Phase phase, PlaneSplit split, Operand g, Operand target, Epilogue epilogue, Plan.Builder plan) {
        FilterOrder order = new FilterOrder(
                FilterOrder.Rows.CHANNELS,
                conv.w().dim(0),
                conv.channels(),
                conv.op().groups(),
                phase.taps(),
                conv.taps(),
                set.rows());
        int[] taps = phase.taps(), offsets = new int[taps.length * conv.outputs()];
        int channel = conv.images() * split.plane();
        for (int k = 0; k < offsets.length; k++) {
            offsets[k] =
                    phase.offset(taps[k / conv.outputs()], split, split.h().padded()) + k % conv.outputs() * channel;
        }
        Pixels pixels = new Pixels(
                conv.images(), phase.height(), phase.width(), split.h().padded(), split.plane());
        return new Gemm(
                set,
                conv.op().groups(),
                order.rows(),
                order.k(),
                new Gemm.Left(filters.packed(order, plan), order.step()),
                new Gemm.Right(g, offsets, pixels, conv.outputs() * channel),
                new Gemm.Result(target, pixels.count(), conv.channels() * pixels.count()),
                epilogue);
    }

    /** An image channel sums over the outputs that read it, and over their taps. */
    private Plan depthwise(Recipe recipe, Plan.Builder plan) {
        PlaneSplit split = cotangent();
        PlaneSplit.Together together = Depthwise.together(split, conv.images());
        List<Depthwise.@Nullable TapSum> sums = new ArrayList<>();
        List<PlaneMerge.@Nullable Part> parts = new ArrayList<>();
        for (Phase phase : Phase.of(conv)) {
            sums.add(phase.empty() ? null : sum(phase, split, together));
            parts.add(part(phase, together.pitch()));
        }
        boolean direct = !strided() && sums.get(0) != null;
        plan.stage(new Depthwise(
                set.loops(),
                split,
                new Operand.Input(recipe.a()),
                conv.outputs(),
                1,
                together,
                filters.plain(plan),
                conv.outputs() * conv.taps(),
                sums,
                direct ? null : new PlaneMerge(set.loops(), conv.vertical(), conv.horizontal(), parts),
                conv.x().dim(1),
                conv.images(),
                finish(recipe)));
        return plan.named("depthwise transposed " + conv.describe() + (direct ? "" : " by phases") + recipe.epilogue());
    }

    private Depthwise.TapSum sum(Phase phase, PlaneSplit split, PlaneSplit.Together together) {
        int[] taps = phase.taps(), which = new int[taps.length * conv.outputs()], offsets = new int[which.length];
        for (int k = 0; k < which.length; k++) {
            int output = k / taps.length, tap = taps[k % taps.length];
            which[k] = output * conv.taps() + tap;
            offsets[k] = output * together.phase() + phase.offset(tap, split, together.pitch());
        }
        return new Depthwise.TapSum(which, offsets, phase.height(), phase.width(), together.pitch());
    }
}
