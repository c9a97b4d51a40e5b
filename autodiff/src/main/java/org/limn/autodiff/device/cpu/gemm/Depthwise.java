package org.limn.autodiff.device.cpu.gemm;

import org.limn.autodiff.device.cpu.kernel.Kernel;

/**
 * Sums over taps within a channel: {@code y[c][pixel] = Σ_t w[c·filter + which[t]] · x[c / share · step][offset[t] + place(pixel)]}.
 * There is nothing to multiply but memory to read, so no panels are packed: a few rows at a time, with the padding between them
 * as if it were pixels, are summed, put side by side and finished. Units are planes of the result.
 *
 * @param filter numbers of one result channel's filter
 * @param channels of the result
 * @param share result channels that read one source channel
 * @param step source channels per such share
 */
record Depthwise(
        KernelSet set,
        Operand source,
        Operand filters,
        int filter,
        int[] which,
        int[] offsets,
        int channels,
        int share,
        int step,
        Pixels pixels,
        RowEpilogue epilogue)
        implements Kernel.Stage {
    /** Sums at a time: with what they are made of they stay in L1. */
    private static final int SUMS = 2048;

    /** What whole vectors overrun. */
    private static final int SLACK = 64;

    @Override
    public int units() {
        return channels * pixels.images();
    }

    private int rowsAtOnce() {
        return Math.max(1, Math.min(pixels.height(), SUMS / pixels.rowStride()));
    }

    /** The sums as they are made, and side by side. */
    @Override
    public int local() {
        return 2 * (rowsAtOnce() * pixels.rowStride() + SLACK);
    }

    @Override
    public void run(Kernel.Places places, int from, int to, float[] local) {
        for (int unit = from; unit < to; unit++) {
            for (int y = 0; y < pixels.height(); y += rowsAtOnce()) {
                rows(places, unit, y, Math.min(rowsAtOnce(), pixels.height() - y), local);
            }
        }
    }

    private void rows(Kernel.Places places, int unit, int y, int rows, float[] local) {
        int channel = unit / pixels.images(), image = unit % pixels.images(), stride = pixels.rowStride();
        int plane = channel / share * step * pixels.images() + image, width = pixels.width();
        int x = source.start(places) + plane * pixels.imageStride() + y * stride;
        int w = filters.start(places) + channel * filter, span = (rows - 1) * stride + width, sums = 0;
        set.loops().taps(source.array(places), x, offsets, filters.array(places), w, which, local, 0, span);
        if (stride > width) {
            sums = span + SLACK;
            set.loops().compact(local, 0, stride, rows, width, local, sums);
        }
        int place = (unit * pixels.height() + y) * width;
        epilogue.run(places, channel, local, sums, rows * width, place);
    }
}
