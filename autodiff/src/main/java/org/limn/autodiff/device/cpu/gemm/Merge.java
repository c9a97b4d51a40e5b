package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.cpu.kernel.Kernel;

/**
 * Puts an image together from its phases, with the epilogue: the reverse of {@link SplitCopy}. Units are planes.
 *
 * @param parts the phases, stride.h × stride.w of them in reading order; null for one that is zero, as is all beyond a part
 */
record Merge(KernelSet set, int planes, int images, Axis v, Axis h, List<@Nullable Part> parts, RowEpilogue epilogue)
        implements Kernel.Stage {
    /**
     * The planes of one phase.
     *
     * @param firstRow the row of the phase that is stored first
     * @param firstColumn likewise
     */
    record Part(Operand operand, int firstRow, int firstColumn, int height, int width) {}

    /** Numbers finished at a time: they stay in L1. */
    private static final int AT_ONCE = 2048;

    /** What whole vectors overrun. */
    private static final int SLACK = 128;

    @Override
    public int units() {
        return planes;
    }

    private int rowsAtOnce() {
        return Math.max(1, Math.min(v.in(), AT_ONCE / h.in()));
    }

    /** Some rows of the image, and as many zeros as one has. */
    @Override
    public int local() {
        return rowsAtOnce() * h.in() + h.in() + 2 * SLACK;
    }

    @Override
    public void run(Kernel.Places places, int from, int to, float[] local) {
        int rows = rowsAtOnce(), zeros = rows * h.in() + SLACK;
        Arrays.fill(local, zeros, zeros + h.in() + SLACK, 0);
        for (int plane = from; plane < to; plane++) {
            for (int y = 0; y < v.in(); y += rows) {
                int end = Math.min(v.in(), y + rows);
                for (int row = y; row < end; row++) {
                    row(places, plane, row, local, (row - y) * h.in(), zeros);
                }
                int place = (plane * v.in() + y) * h.in();
                epilogue.run(places, plane / images, local, 0, (end - y) * h.in(), place);
            }
        }
    }

    private void row(Kernel.Places places, int plane, int y, float[] local, int at, int zeros) {
        if (h.stride() == 2) {
            pair(places, plane, y, local, at, zeros);
            return;
        }
        for (int x = 0; x < Math.min(h.in(), h.stride()); x++) {
            Source source = source(places, plane, y, x, local, zeros);
            spread(source, local, at + x, h.stride(), Axis.ceilDiv(h.in() - x, h.stride()));
        }
    }

    private void pair(Kernel.Places places, int plane, int y, float[] local, int at, int zeros) {
        Source even = source(places, plane, y, 0, local, zeros), odd = source(places, plane, y, 1, local, zeros);
        int all = Math.min(h.in(), 2 * Math.min(even.count, odd.count));
        set.loops().interleave(even.array, even.at, odd.array, odd.at, local, at, all);
        for (int x = all; x < h.in(); x++) {
            Source one = x % 2 == 0 ? even : odd;
            local[at + x] = x / 2 < one.count ? one.array[one.at + x / 2] : 0;
        }
    }

    /** Numbers of one phase's row, {@code count} of them, then zeros. */
    private record Source(float[] array, int at, int count) {}

    /** Where columns x, x + stride, … of row y come from. */
    private Source source(Kernel.Places places, int plane, int y, int x, float[] local, int zeros) {
        int padded = y + v.pad(), column = (x + h.pad()) / h.stride();
        Part part = parts.get(padded % v.stride() * h.stride() + (x + h.pad()) % h.stride());
        int row = part == null ? 0 : padded / v.stride() - part.firstRow;
        if (part == null || row >= part.height) {
            return new Source(local, zeros, h.in());
        }
        int first = column - part.firstColumn;
        int at = part.operand.start(places) + (plane * part.height + row) * part.width + first;
        return new Source(part.operand.array(places), at, Math.max(0, part.width - first));
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
