package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.cpu.kernel.Kernel;

/**
 * How a plane is put together from its phases: the reverse of {@link PlaneSplit}.
 *
 * @param parts the phases, stride.h × stride.w of them in reading order; null for one that is zero, as is all beyond a part
 */
record PlaneMerge(RowLoops loops, Axis v, Axis h, List<@Nullable Part> parts) {
    /**
     * The planes of one phase.
     *
     * @param firstRow the row of the phase that is stored first
     * @param firstColumn likewise
     * @param pitch from one row to the next
     */
    record Part(int firstRow, int firstColumn, int height, int width, int pitch) {
        int size() {
            return Math.multiplyExact(height, pitch);
        }
    }

    /** What whole vectors overrun. */
    private static final int SLACK = 128;

    /** Numbers finished at a time: they stay in L1. */
    private static final int AT_ONCE = 2048;

    private int rowsAtOnce() {
        return Math.max(1, Math.min(v.in(), AT_ONCE / h.in()));
    }

    /** Floats that {@link #finish} needs: some rows of the image, and as many zeros as one has. */
    int local() {
        return rowsAtOnce() * h.in() + SLACK + h.in() + SLACK;
    }

    /**
     * Merges and finishes one plane, a few rows at a time.
     *
     * @param starts where each part's plane starts in x
     * @param plane which plane of the result it is
     * @param channel its channel
     * @param base from where on {@code local} is free
     */
    void finish(
            RowEpilogue epilogue,
            Kernel.Places places,
            float[] x,
            int[] starts,
            int plane,
            int channel,
            float[] local,
            int base) {
        rows(epilogue, places, x, starts, plane, channel, 0, v.in(), local, base);
    }

    /** Likewise rows {@code from..to−1} of a plane. */
    void rows(
            RowEpilogue epilogue,
            Kernel.Places places,
            float[] x,
            int[] starts,
            int plane,
            int channel,
            int from,
            int to,
            float[] local,
            int base) {
        int rows = rowsAtOnce(), zeros = base + rows * h.in() + SLACK;
        Arrays.fill(local, zeros, zeros + h.in() + SLACK, 0);
        for (int first = from; first < to; first += rows) {
            int end = Math.min(to, first + rows);
            for (int y = first; y < end; y++) {
                row(x, starts, y, local, base + (y - first) * h.in(), zeros);
            }
            epilogue.run(places, channel, local, base, (end - first) * h.in(), (plane * v.in() + first) * h.in());
        }
    }

    private void row(float[] x, int[] starts, int y, float[] local, int at, int zeros) {
        if (h.stride() == 2) {
            pair(source(x, starts, y, 0, local, zeros), source(x, starts, y, 1, local, zeros), local, at);
            return;
        }
        for (int column = 0; column < Math.min(h.in(), h.stride()); column++) {
            Source source = source(x, starts, y, column, local, zeros);
            spread(source, local, at + column, h.stride(), Axis.ceilDiv(h.in() - column, h.stride()));
        }
    }

    private void pair(Source even, Source odd, float[] local, int at) {
        int all = Math.min(h.in(), 2 * Math.min(even.count, odd.count));
        loops.interleave(even.array, even.at, odd.array, odd.at, local, at, all);
        for (int x = all; x < h.in(); x++) {
            Source one = x % 2 == 0 ? even : odd;
            local[at + x] = x / 2 < one.count ? one.array[one.at + x / 2] : 0;
        }
    }

    /** Numbers of one phase's row, {@code count} of them, then zeros. */
    private record Source(float[] array, int at, int count) {}

    /** Where columns x, x + stride, … of row y come from. */
    private Source source(float[] from, int[] starts, int y, int x, float[] local, int zeros) {
        int padded = y + v.pad(), column = (x + h.pad()) / h.stride();
        int phase = padded % v.stride() * h.stride() + (x + h.pad()) % h.stride();
        Part part = parts.get(phase);
        int row = part == null ? 0 : padded / v.stride() - part.firstRow;
        if (part == null || row >= part.height) {
            return new Source(local, zeros, h.in());
        }
        int first = column - part.firstColumn;
        return new Source(from, starts[phase] + row * part.pitch + first, Math.max(0, part.width - first));
    }

    private static void spread(Source source, float[] row, int at, int step, int count) {
        int real = Math.min(count, source.count);
        for (int i = 0; i < real; i++) {
            row[at + i * step] = source.array[source.at + i];
        }
        for (int i = real; i < count; i++) {
            row[at + i * step] = 0;
        }
    }
}
