package org.limn.autodiff.device.cpu.array;

import java.util.Arrays;
import java.util.List;
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
final class MaxPoolRoutes implements Kernel, Kernel.Stage {
    private final boolean pick;
    private final int planes;
    private final Taps rows;
    private final Taps columns;
    private final Loops loops;
    private final WindowRows windows;

    MaxPoolRoutes(boolean pick, Window window, Shape x, Shape y, Loops loops) {
        this.pick = pick;
        this.loops = loops;
        planes = x.count(0, 2);
        rows = Taps.rows(window, x, y);
        columns = Taps.columns(window, x, y);
        windows = new WindowRows(rows, columns, loops.max(), Float.NEGATIVE_INFINITY);
    }

    @Override
    public String name() {
        return pick ? "pick at maxima" : "add at maxima";
    }

    @Override
    public List<Stage> stages() {
        return List.of(this);
    }

    @Override
    public int units() {
        return planes;
    }

    @Override
    public int local() {
        return windows.local() + columns.span() + Loops.LANES;
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
        int maxima = columns.in(), numbers = windows.local(), lanes = numbers + columns.span();
        Arrays.fill(a, dx, dx + rows.in() * columns.in(), 0);
        Arrays.fill(local, numbers, lanes, 0);
        for (int i = 0; i < rows.out(); i++) {
            windows.combine(a, x, i, local);
            // the sum is NaN if a maximum is, and seldom else; NaN equals nothing
            if (Float.isNaN(loops.sum(local, maxima, columns.span(), local, lanes))) {
                addOneByOne(a, x, g, dx, i);
            } else {
                for (int j = 0; j < columns.out(); j++) {
                    local[numbers + j * columns.stride()] = a[g + i * columns.out() + j];
                }
                addRow(a, x, i, dx, local, maxima, numbers);
            }
        }
    }

    private void addRow(float[] a, int x, int i, int dx, float[] local, int maxima, int numbers) {
        for (int r = 0; r < rows.kernel(); r++) {
            for (int s = 0; s < columns.kernel() && rows.inside(i, r); s++) {
                int p = columns.first(s), at = rows.at(i, r) * columns.in() + columns.start(s) + p;
                int n = columns.end(s) - p;
                loops.route(a, x + at, local, maxima + p, local, numbers + p, a, dx + at, n);
            }
        }
    }

    private void addOneByOne(float[] a, int x, int g, int dx, int i) {
        for (int j = 0; j < columns.out(); j++) {
            a[dx + place(a, x, i, j)] += a[g + i * columns.out() + j];
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
