package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.cpu.kernel.Kernel;

/**
 * Sums over taps within a channel, forward or for the input gradient. There is nothing to multiply but memory to read, so no panels
 * are packed and nothing is stored between: a thread pads a plane in its own memory, sums it there with the padding between the
 * rows as if it were pixels, and finishes it. Small images of one channel are done together, side by side with the zeros between
 * them shared. Units are such groups of planes.
 *
 * @param source planes, of which result channel c reads {@code reads} from channel {@code c / share · reads} on
 * @param together images of a channel that are done together
 * @param filters {@code filter} numbers for each channel of the result
 * @param sums one, the result; or one for each phase of it that is not zero
 * @param merge how the phases are put together, if there are phases
 */
record Depthwise(
        RowLoops loops,
        PlaneSplit split,
        Operand source,
        int reads,
        int share,
        PlaneSplit.Together together,
        Operand filters,
        int filter,
        List<@Nullable TapSum> sums,
        @Nullable PlaneMerge merge,
        int channels,
        int images,
        RowEpilogue epilogue)
        implements Kernel.Stage {
    /** Images done together stay in L1 with what is made of them. */
    static PlaneSplit.Together together(PlaneSplit split, int images) {
        return split.together(images, AT_ONCE);
    }

    /**
     * {@code Σ_t w[which[t]] · x[offsets[t] + y·pitch + x]} for all pixels.
     *
     * @param pitch from one row of the padded planes to the next
     */
    record TapSum(int[] which, int[] offsets, int height, int width, int pitch) {
        int span() {
            return (height - 1) * pitch + width;
        }
    }

    /** Sums at a time: with what they are made of they stay in L1. */
    private static final int AT_ONCE = 2048;

    /** What whole vectors overrun. */
    private static final int SLACK = 64;

    private int groups() {
        return Axis.ceilDiv(images, together.count());
    }

    @Override
    public int units() {
        return channels * groups();
    }

    private int padded() {
        return reads * split.phases().size() * together.phase() + SLACK;
    }

    private int room() {
        return together.phase() + SLACK;
    }

    /** Where the phases' sums end. */
    private int merged() {
        return padded() + (int) sums.stream().filter(s -> s != null).count() * room();
    }

    @Override
    public int local() {
        return merge == null ? padded() + 2 * room() : merged() + merge.local();
    }

    @Override
    public void run(Kernel.Places places, int from, int to, float[] local) {
        float[] w = filters.array(places);
        TapSum only = sums.get(0);
        Arrays.fill(local, 0, padded(), 0);
        PlaneMerger merger = merge == null ? null : new PlaneMerger(merge, epilogue, places, local, merged());
        for (int unit = from; unit < to; unit++) {
            int channel = unit / groups(), first = unit % groups() * together.count();
            int count = Math.min(together.count(), images - first);
            pad(places, channel / share * reads, first, count, local);
            int wo = filters.start(places) + channel * filter;
            if (merger != null) {
                phases(merger, channel, first, count, w, wo, local);
            } else if (only != null && count == 1) {
                rows(only, places, channel, first, w, wo, local);
            } else if (only != null) {
                together(only, places, channel, first, count, w, wo, local);
            }
        }
    }

    private void pad(Kernel.Places places, int channel, int first, int count, float[] local) {
        float[] x = source.array(places);
        int image = split.v().in() * split.h().in();
        for (int i = 0; i < reads; i++) {
            int from = source.start(places) + ((channel + i) * images + first) * image;
            split.copy(x, from, count, local, i * split.phases().size() * together.phase(), together, SLACK);
        }
    }

    /** One image, a few rows at a time: summed, put side by side, finished. */
    private void rows(TapSum sum, Kernel.Places places, int channel, int image, float[] w, int wo, float[] local) {
        int pitch = sum.pitch, width = sum.width, some = Math.max(1, Math.min(sum.height, AT_ONCE / pitch));
        int raw = padded(), tight = raw + room(), plane = channel * images + image;
        for (int y = 0; y < sum.height; y += some) {
            int rows = Math.min(some, sum.height - y), span = (rows - 1) * pitch + width;
            loops.taps(local, y * pitch, sum.offsets, w, wo, sum.which, local, raw, span);
            loops.compact(local, raw, pitch, rows, width, local, tight);
            epilogue.run(places, channel, local, tight, rows * width, (plane * sum.height + y) * width);
        }
    }

    /** Several images as one stretch. */
    private void together(
            TapSum sum, Kernel.Places places, int channel, int first, int count, float[] w, int wo, float[] local) {
        int raw = padded(), tight = raw + room(), size = sum.height * sum.width;
        loops.taps(local, 0, sum.offsets, w, wo, sum.which, local, raw, (count - 1) * together.step() + sum.span());
        for (int n = 0; n < count; n++) {
            int from = raw + n * together.step();
            loops.compact(local, from, sum.pitch, sum.height, sum.width, local, tight + n * size);
        }
        epilogue.run(places, channel, local, tight, count * size, (channel * images + first) * size);
    }

    private void phases(PlaneMerger merger, int channel, int first, int count, float[] w, int wo, float[] local) {
        int[] starts = new int[sums.size()];
        int at = padded();
        for (int i = 0; i < starts.length; i++) {
            TapSum sum = sums.get(i);
            if (sum != null) {
                int length = (count - 1) * together.step() + sum.span();
                loops.taps(local, 0, sum.offsets, w, wo, sum.which, local, at, length);
                starts[i] = at;
                at += room();
            }
        }
        for (int n = 0; n < count; n++) {
            merger.plane(local, starts, channel * images + first + n, channel);
            for (int i = 0; i < starts.length; i++) {
                starts[i] += together.step();
            }
        }
    }
}
