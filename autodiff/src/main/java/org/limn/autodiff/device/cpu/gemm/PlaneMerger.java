package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.cpu.kernel.Kernel;

/** One thread's share of a {@link PlaneMerge}: what is the same for all planes is found once, planes may be small. */
final class PlaneMerger {
    private final RowLoops loops;
    private final Axis v, h;
    private final RowEpilogue epilogue;
    private final Kernel.Places places;
    private final float[] local;
    private final int base, zeros, rowsAtOnce;

    /** Of the stored rows of each source: how many there are, the first, where row 0 would begin, from one to the next. */
    private final int[] heights, firsts, origins, pitches;

    /** Of each source, numbers per row. */
    private final int[] counts;

    /** Which part each source is. A source, vertical phase × column, is what every stride-th column of a row comes from. */
    private final int[] parts;

    /** @param base from where on {@code local} is free */
    PlaneMerger(PlaneMerge merge, RowEpilogue epilogue, Kernel.Places places, float[] local, int base) {
        loops = merge.loops();
        v = merge.v();
        h = merge.h();
        this.epilogue = epilogue;
        this.places = places;
        this.local = local;
        this.base = base;
        zeros = base + merge.zeros();
        rowsAtOnce = merge.rowsAtOnce();
        int sources = v.stride() * h.stride();
        heights = new int[sources];
        firsts = new int[sources];
        origins = new int[sources];
        pitches = new int[sources];
        counts = new int[sources];
        parts = new int[sources];
        for (int i = 0; i < sources; i++) {
            source(i, merge.parts());
        }
        Arrays.fill(local, zeros, base + merge.local(), 0);
    }

    private void source(int i, List<PlaneMerge.@Nullable Part> all) {
        int column = i % h.stride() + h.pad();
        parts[i] = i / h.stride() * h.stride() + column % h.stride();
        PlaneMerge.Part part = all.get(parts[i]);
        if (part != null) {
            int first = column / h.stride() - part.firstColumn();
            heights[i] = part.height();
            firsts[i] = part.firstRow();
            pitches[i] = part.pitch();
            origins[i] = first - part.firstRow() * part.pitch();
            counts[i] = Math.max(0, part.width() - first);
        }
    }

    /**
     * Merges and finishes one plane, a few rows at a time.
     *
     * @param starts where each part's plane starts in x
     * @param plane which plane of the result it is
     * @param channel its channel
     */
    void plane(float[] x, int[] starts, int plane, int channel) {
        rows(x, starts, plane, channel, 0, v.in());
    }

    /** Whether {@link #overrun} may be used. */
    boolean mayOverrun() {
        return epilogue.epilogue().equals(Epilogue.NONE) && v.in() * h.in() >= PlaneMerge.SLACK;
    }

    /** Merges one plane straight into the result, whose next plane, which must be merged after it, is written to as well. */
    void overrun(float[] x, int[] starts, int plane) {
        float[] result = epilogue.result().array(places);
        int at = epilogue.result().start(places) + plane * v.in() * h.in();
        for (int y = 0; y < v.in(); y++) {
            row(x, starts, y, result, at + y * h.in());
        }
    }

    /** Likewise rows {@code from..to−1} of a plane. */
    void rows(float[] x, int[] starts, int plane, int channel, int from, int to) {
        for (int first = from; first < to; first += rowsAtOnce) {
            int end = Math.min(to, first + rowsAtOnce);
            for (int y = first; y < end; y++) {
                row(x, starts, y, local, base + (y - first) * h.in());
            }
            epilogue.run(places, channel, local, base, (end - first) * h.in(), (plane * v.in() + first) * h.in());
        }
    }

    private void row(float[] x, int[] starts, int y, float[] to, int at) {
        int stride = h.stride(), row = (y + v.pad()) / v.stride();
        int first = (y + v.pad() - row * v.stride()) * stride;
        if (stride == 2) {
            pair(x, starts, first, row, to, at);
            return;
        }
        for (int column = 0; column < Math.min(h.in(), stride); column++) {
            int i = first + column, count = Axis.ceilDiv(h.in() - column, stride);
            boolean there = there(i, row);
            spread(there ? x : local, at(i, row, starts), to, at + column, stride, count, there ? counts[i] : 0);
        }
    }

    private boolean there(int i, int row) {
        return row - firsts[i] < heights[i];
    }

    /** Where a source's row begins: in x, or at the zeros. */
    private int at(int i, int row, int[] starts) {
        return there(i, row) ? starts[parts[i]] + origins[i] + row * pitches[i] : zeros;
    }

    private void pair(float[] x, int[] starts, int i, int row, float[] to, int at) {
        boolean there = there(i, row), next = there(i + 1, row);
        if (!there && !next) {
            Arrays.fill(to, at, at + h.in(), 0);
            return;
        }
        float[] even = there ? x : local, odd = next ? x : local;
        int evenAt = at(i, row, starts), oddAt = at(i + 1, row, starts);
        int evens = there ? counts[i] : h.in(), odds = next ? counts[i + 1] : h.in();
        int all = Math.min(h.in(), 2 * Math.min(evens, odds));
        loops.interleave(even, evenAt, odd, oddAt, to, at, all);
        for (int c = all; c < h.in(); c++) {
            boolean first = c % 2 == 0;
            to[at + c] = c / 2 < (first ? evens : odds) ? (first ? even[evenAt + c / 2] : odd[oddAt + c / 2]) : 0;
        }
    }

    /** Puts {@code count} numbers of which {@code real} are there, others zero, {@code step} apart. */
    private static void spread(float[] x, int from, float[] row, int at, int step, int count, int real) {
        for (int i = 0; i < count; i++) {
            row[at + i * step] = i < real ? x[from + i] : 0;
        }
    }
}
