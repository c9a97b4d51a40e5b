package org.limn.autodiff.device.cpu.array;

import java.util.Arrays;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.op.Window;
import org.limn.autodiff.tensor.Shape;

/**
 * {@link org.limn.autodiff.op.MaxPoolGrad} and {@link org.limn.autodiff.op.MaxPoolPick}: the place of each window's maximum is
 * found again, rather than stored by the forward pass, and a number is added there, or read from there.
 *
 * <p>Adding goes by whole rows: with the maxima m and the numbers g of a row of windows, tap by tap in reading order, g is added
 * where x = m, and is 0 from there on. One window after the other took six times as long: which tap it is cannot be predicted.
 */
final class MaxPoolRoutes implements Kernel.OfOneStage {
    /** Rows that go through a tap together: the next tap's row, one element on, must not meet stores still under way. */
    private static final int GROUP = 8;

    private final boolean pick;
    private final int planes;
    private final WindowTaps rows;
    private final WindowTaps columns;
    private final ArrayLoops loops;
    private final WindowRows windows;

    MaxPoolRoutes(boolean pick, Window window, Shape x, Shape y, ArrayLoops loops) {
        this.pick = pick;
        this.loops = loops;
        planes = x.count(0, 2);
        rows = WindowTaps.rows(window, x, y);
        columns = WindowTaps.columns(window, x, y);
        windows = new WindowRows(rows, columns, loops.max(), Float.NEGATIVE_INFINITY, loops.width());
    }

    @Override
    public String name() {
        return pick ? "pick at maxima" : "add at maxima";
    }

    @Override
    public int units() {
        return planes;
    }

    @Override
    public int local() {
        return numbers(GROUP) + ArrayLoops.LANES;
    }

    @Override
    public void run(Places places, int from, int to, float[] local) {
        float[] a = places.arena();
        int large = rows.in() * columns.in(), small = rows.out() * columns.out();
        for (int p = from; p < to; p++) {
            int x = places.inputs()[0] + p * large;
            if (pick) {
                pick(a, x, places.inputs()[1] + p * large, places.output() + p * small);
            } else {
                add(a, x, places.inputs()[1] + p * small, places.output() + p * large, local);
            }
        }
    }

    private void add(float[] a, int x, int g, int dx, float[] local) {
        Arrays.fill(a, dx, dx + rows.in() * columns.in(), 0);
        Arrays.fill(local, numbers(0), numbers(GROUP), 0);
        for (int i = 0; i < rows.out(); i += GROUP) {
            int end = Math.min(rows.out(), i + GROUP);
            boolean nan = false;
            for (int row = i; row < end; row++) {
                windows.combine(a, x, row, local, maxima(row - i));
                // the sum is NaN if a maximum is, and seldom else
                nan |= Float.isNaN(loops.sum(local, maxima(row - i), columns.span(), local, numbers(GROUP)));
                spread(a, g + row * columns.out(), local, numbers(row - i));
            }
            if (nan) {
                addOneByOne(a, x, g, dx, i, end);
            } else {
                addTaps(a, x, dx, i, end, local);
            }
        }
    }

    /** Where the maxima of a row of the group lie. */
    private int maxima(int row) {
        return windows.local() + row * windows.span();
    }

    /** Where its numbers lie. */
    private int numbers(int row) {
        return maxima(GROUP + row);
    }

    private void spread(float[] a, int g, float[] local, int to) {
        for (int j = 0; j < columns.out(); j++) {
            local[to + j * columns.stride()] = a[g + j];
        }
    }

    private void addTaps(float[] a, int x, int dx, int first, int end, float[] local) {
        for (int r = 0; r < rows.kernel(); r++) {
            for (int s = 0; s < columns.kernel(); s++) {
                int p = columns.first(s), exact = columns.end(s) - p;
                // where all windows have this tap, nothing is routed from behind the last
                int whole = columns.end(s) == columns.span() ? windows.up(exact) : exact;
                for (int i = first; i < end; i++) {
                    if (rows.inside(i, r)) {
                        int at = rows.at(i, r) * columns.in() + columns.start(s) + p;
                        int m = maxima(i - first) + p, g = numbers(i - first) + p;
                        int n = at + whole <= rows.in() * columns.in() ? whole : exact;
                        loops.route(a, x + at, local, m, local, g, a, dx + at, n);
                    }
                }
            }
        }
    }

    /** A whole plane, window by window: slow, and right for any numbers. */
    void addOneByOne(float[] a, int x, int g, int dx) {
        Arrays.fill(a, dx, dx + rows.in() * columns.in(), 0);
        addOneByOne(a, x, g, dx, 0, rows.out());
    }

    private void addOneByOne(float[] a, int x, int g, int dx, int first, int end) {
        for (int i = first; i < end; i++) {
            for (int j = 0; j < columns.out(); j++) {
                a[dx + place(a, x, i, j)] += a[g + i * columns.out() + j];
            }
        }
    }

    private void pick(float[] a, int x, int v, int y) {
        for (int i = 0; i < rows.out(); i++) {
            for (int j = 0; j < columns.out(); j++) {
                a[y + i * columns.out() + j] = a[v + place(a, x, i, j)];
            }
        }
    }

    /** The place in its plane of the maximum of window (i, j): the first in reading order on ties; NaN is greatest. */
    private int place(float[] a, int x, int i, int j) {
        int best = -1;
        float most = Float.NEGATIVE_INFINITY;
        for (int r = 0; r < rows.kernel(); r++) {
            int row = rows.at(i, r) * columns.in();
            for (int s = 0; s < columns.kernel() && rows.inside(i, r); s++) {
                if (columns.inside(j, s)) {
                    int at = row + columns.at(j, s);
                    float v = a[x + at];
                    if (best < 0 || v > most || Float.isNaN(v)) {
                        best = at;
                        most = v;
                    }
                }
            }
        }
        return best;
    }
}
