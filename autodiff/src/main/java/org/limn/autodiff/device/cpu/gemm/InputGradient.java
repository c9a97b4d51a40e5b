package org.limn.autodiff.device.cpu.gemm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.op.Pair;

/**
 * {@link org.limn.autodiff.op.Conv2dTranspose} as a kernel. Every phase of the image is a convolution, stride 1, of the cotangent g
 * by the transposed filters' taps that reach it; with a stride the phases are then merged. No multiplication by zero: the taps
 * of a 3×3 with stride 2 are shared out 1 + 2 + 2 + 4.
 */
record InputGradient(Convolution conv, Filters filters, KernelSet set) {
    /** The cotangent with what the taps reach around it. */
    private record Cotangent(Operand operand, int above, int left, int width, int plane) {}

    Plan plan(Recipe recipe, Plan.Builder plan) {
        Cotangent g = cotangent(new Operand.Input(recipe.a()), plan);
        boolean single = conv.op().stride().equals(Pair.ONE);
        List<Kernel.Stage> stages = new ArrayList<>();
        List<Merge.@Nullable Part> parts = new ArrayList<>();
        for (int py = 0; py < conv.op().stride().h(); py++) {
            for (int px = 0; px < conv.op().stride().w(); px++) {
                Phase phase = new Phase(new Pair(py, px));
                if (phase.taps().length == 0 || phase.height() <= 0 || phase.width() <= 0) {
                    parts.add(null);
                } else {
                    Operand result = single
                            ? new Operand.Output()
                            : plan.reserve((long) planes() * phase.height() * phase.width());
                    stages.add(stage(phase, g, plan, result, single ? recipe.epilogue() : Epilogue.NONE));
                    parts.add(new Merge.Part(
                            result, phase.firstRow(), phase.firstColumn(), phase.height(), phase.width()));
                }
            }
        }
        if (!stages.isEmpty()) {
            plan.stage(Convolution.together(stages));
        }
        if (!single || stages.isEmpty()) {
            plan.stage(new Merge(
                    set,
                    planes(),
                    conv.images(),
                    conv.vertical(),
                    conv.horizontal(),
                    parts,
                    new RowEpilogue(set.loops(), recipe.epilogue(), new Operand.Output())));
        }
        String shape = conv.depthwise() ? "depthwise transposed " : "gemm transposed ";
        return plan.named(shape + conv.describe() + (single ? "" : " by phases") + recipe.epilogue());
    }

    private int planes() {
        return conv.images() * conv.x().dim(1);
    }

    private Cotangent cotangent(Operand g, Plan.Builder plan) {
        int above = conv.vertical().before(), left = conv.horizontal().before();
        Axis v = conv.vertical().padded(above, conv.vertical().after());
        Axis h = conv.horizontal().padded(left, conv.horizontal().after());
        int plane = Math.multiplyExact(v.padded(), h.padded());
        if (v.plain() && h.plain()) {
            return new Cotangent(g, 0, 0, h.padded(), plane);
        }
        int planes = conv.images() * conv.y().dim(1);
        Operand copy = plan.reserve((long) planes * plane);
        plan.stage(new SplitCopy(g, copy, planes, v, h, List.of(new Pair(0, 0))));
        return new Cotangent(copy, above, left, h.padded(), plane);
    }

    /** One phase of the image. */
    private final class Phase {
        private final Pair at;

        Phase(Pair at) {
            this.at = at;
        }

        int firstRow() {
            return conv.vertical().first(at.h());
        }

        int firstColumn() {
            return conv.horizontal().first(at.w());
        }

        int height() {
            return conv.vertical().end(at.h()) - firstRow();
        }

        int width() {
            return conv.horizontal().end(at.w()) - firstColumn();
        }

        int[] taps() {
            return IntStream.range(0, conv.taps())
                    .filter(t -> conv.phase(t).equals(at))
                    .toArray();
        }

        /** Which place each tap of the filter has among those of this phase. */
        int[] order() {
            int[] order = new int[conv.taps()], taps = taps();
            Arrays.fill(order, -1);
            for (int i = 0; i < taps.length; i++) {
                order[taps[i]] = i;
            }
            return order;
        }

        /** Where the phase's first pixel finds the cotangent under a tap. */
        int offset(int tap, Cotangent g) {
            int row = firstRow() - conv.vertical().shift(tap / conv.w().dim(3)) + g.above;
            int column = firstColumn() - conv.horizontal().shift(tap % conv.w().dim(3)) + g.left;
            return row * g.width + column;
        }

        Pixels pixels(Cotangent g) {
            return new Pixels(conv.images(), height(), width(), g.width, g.plane);
        }
    }

    private Kernel.Stage stage(Phase phase, Cotangent g, Plan.Builder plan, Operand result, Epilogue epilogue) {
        if (conv.depthwise()) {
            return depthwise(phase, g, plan, result, epilogue);
        }
        int[] taps = phase.taps(), offsets = new int[taps.length * conv.outputs()];
        int plane = conv.images() * g.plane;
        FilterOrder order = new FilterOrder(
                FilterOrder.Rows.CHANNELS,
                conv.w().dim(0),
                conv.channels(),
                conv.op().groups(),
                phase.order(),
                set.rows());
        for (int k = 0; k < offsets.length; k++) {
            offsets[k] = phase.offset(taps[k / conv.outputs()], g) + k % conv.outputs() * plane;
        }
        int pixels = conv.images() * phase.height() * phase.width();
        return new Gemm(
                set,
                conv.op().groups(),
                order.rows(),
                order.k(),
                new Gemm.Left(filters.packed(order, plan), order.step()),
                new Gemm.Right(g.operand, offsets, phase.pixels(g), conv.outputs() * plane),
                new Gemm.Result(result, pixels, conv.channels() * pixels),
                epilogue);
    }

    /** An image channel sums over the outputs that read it, and over their taps. */
    private Kernel.Stage depthwise(Phase phase, Cotangent g, Plan.Builder plan, Operand result, Epilogue epilogue) {
        int[] taps = phase.taps(), which = new int[taps.length * conv.outputs()], offsets = new int[which.length];
        for (int k = 0; k < which.length; k++) {
            int output = k / taps.length, tap = taps[k % taps.length];
            which[k] = output * conv.taps() + tap;
            offsets[k] = output * conv.images() * g.plane + phase.offset(tap, g);
        }
        return new Depthwise(
                set,
                g.operand,
                filters.plain(plan),
                conv.outputs() * conv.taps(),
                which,
                offsets,
                conv.x().dim(1),
                1,
                conv.outputs(),
                phase.pixels(g),
                new RowEpilogue(set.loops(), epilogue, result));
    }
}
