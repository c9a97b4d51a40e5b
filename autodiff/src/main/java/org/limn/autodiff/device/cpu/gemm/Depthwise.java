package org.limn.autodiff.device.cpu.gemm;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.cpu.kernel.Kernel;

/**
 * Sums over taps within a channel, forward or for the input gradient. There is nothing to multiply but memory to read, so no panels
 * are packed and nothing is stored between: a thread pads a plane in its own memory, sums it there with the padding between the
 * rows as if it were pixels, and finishes it. Units are planes of the result.
 *
 * @param source planes, of which result channel c reads {@code reads} from channel {@code c / share · reads} on
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
        Operand filters,
        int filter,
        List<@Nullable TapSum> sums,
        @Nullable PlaneMerge merge,
        int channels,
        int images,
        RowEpilogue epilogue)
        implements Kernel.Stage {
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

    @Override
    public int units() {
        return channels * images;
    }

    private int padded() {
        return reads * split.phases().size() * split.plane() + SLACK;
    }

    @Override
    public int local() {
        int sum = 0;
        for (TapSum s : sums) {
            sum += s == null ? 0 : s.height * s.pitch + SLACK;
        }
        return padded() + 2 * sum + (merge == null ? 0 : merge.local());
    }

    @Override
    public void run(Kernel.Places places, int from, int to, float[] local) {
        for (int unit = from; unit < to; unit++) {
            int channel = unit / images;
            pad(places, channel / share * reads, unit % images, local);
            int w = filters.start(places) + channel * filter;
            TapSum only = sums.get(0);
            if (merge != null) {
                phases(merge, places, unit, filters.array(places), w, local);
            } else if (only != null) {
                rows(only, places, unit, filters.array(places), w, local);
            }
        }
    }

    private void pad(Kernel.Places places, int first, int image, float[] local) {
        int plane = split.v().in() * split.h().in(), step = split.plane();
        for (int i = 0; i < reads; i++) {
            int from = source.start(places) + ((first + i) * images + image) * plane;
            split.copy(source.array(places), from, local, i * split.phases().size() * step, step);
        }
    }

    /** The result itself, a few rows at a time: summed, put side by side, finished. */
    private void rows(TapSum sum, Kernel.Places places, int unit, float[] w, int wo, float[] local) {
        int pitch = sum.pitch, width = sum.width, atOnce = Math.max(1, Math.min(sum.height, AT_ONCE / pitch));
        int raw = padded(), tight = pitch == width ? raw : raw + atOnce * pitch + SLACK;
        for (int y = 0; y < sum.height; y += atOnce) {
            int rows = Math.min(atOnce, sum.height - y), span = (rows - 1) * pitch + width;
            loops.taps(local, y * pitch, sum.offsets, w, wo, sum.which, local, raw, span);
            if (pitch > width) {
                loops.compact(local, raw, pitch, rows, width, local, tight);
            }
            epilogue.run(places, unit / images, local, tight, rows * width, (unit * sum.height + y) * width);
        }
    }

    private void phases(PlaneMerge merge, Kernel.Places places, int unit, float[] w, int wo, float[] local) {
        int[] starts = new int[sums.size()];
        int at = padded();
        for (int i = 0; i < starts.length; i++) {
            TapSum sum = sums.get(i);
            if (sum != null) {
                loops.taps(local, 0, sum.offsets, w, wo, sum.which, local, at, sum.span());
                starts[i] = at;
                at += sum.height * sum.pitch + SLACK;
            }
        }
        merge.finish(epilogue, places, local, starts, unit, unit / images, local, at);
    }
}
