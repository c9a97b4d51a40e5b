package org.limn.autodiff.device.cpu.gemm;

import org.limn.autodiff.device.cpu.kernel.Kernel;

/**
 * Sums over taps within a channel: {@code y[c][pixel] = Σ_t w[c·filter + which[t]] · x[c / share · channels][offset[t] + place(pixel)]}.
 * There is nothing to multiply but memory to read, so no panels are packed. Units are planes of the result.
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
        Operand result,
        Epilogue epilogue)
        implements Kernel.Stage {
    @Override
    public int units() {
        return channels * pixels.images();
    }

    /** A plane with the padding between its rows, rounded up to whole vectors. */
    @Override
    public int local() {
        return pixels.height() * pixels.rowStride() + 64;
    }

    @Override
    public void run(Kernel.Places places, int from, int to, float[] local) {
        float[] x = source.array(places), w = filters.array(places);
        int span = (pixels.height() - 1) * pixels.rowStride() + pixels.width();
        for (int unit = from; unit < to; unit++) {
            int channel = unit / pixels.images(), image = unit % pixels.images();
            int plane = channel / share * step * pixels.images() + image;
            set.taps(
                    x,
                    source.start(places) + plane * pixels.imageStride(),
                    offsets,
                    w,
                    filters.start(places) + channel * filter,
                    which,
                    local,
                    0,
                    span);
            store(places, unit, channel, local);
        }
    }

    private void store(Kernel.Places places, int unit, int channel, float[] sums) {
        for (int y = 0; y < pixels.height(); y++) {
            int place = (unit * pixels.height() + y) * pixels.width();
            RowEpilogue.run(
                    set, epilogue, places, result, channel, sums, y * pixels.rowStride(), pixels.width(), place);
        }
    }
}
