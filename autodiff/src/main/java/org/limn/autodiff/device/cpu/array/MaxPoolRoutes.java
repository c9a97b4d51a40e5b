package org.limn.autodiff.device.cpu.array;

import java.util.Arrays;
import java.util.List;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.op.Window;
import org.limn.autodiff.tensor.Shape;

/**
 * {@link org.limn.autodiff.op.MaxPoolGrad} and {@link org.limn.autodiff.op.MaxPoolPick}: the place of each window's maximum is
 * found again, rather than stored by the forward pass, and a number is added there, or read from there.
 */
final class MaxPoolRoutes implements Kernel, Kernel.Stage {
    private final boolean pick;
    private final int planes;
    private final Taps rows;
    private final Taps columns;

    MaxPoolRoutes(boolean pick, Window window, Shape x, Shape y) {
        this.pick = pick;
        planes = x.count(0, 2);
        rows = Taps.rows(window, x, y);
        columns = Taps.columns(window, x, y);
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
    public void run(Places places, int from, int to, float[] local) {
        float[] a = places.arena();
        int large = rows.in() * columns.in(), small = rows.out() * columns.out();
        for (int p = from; p < to; p++) {
            int x = places.inputs()[0] + p * large;
            if (pick) {
                pick(a, x, places.inputs()[1] + p * large, places.output() + p * small);
            } else {
                add(a, x, places.inputs()[1] + p * small, places.output() + p * large);
            }
        }
    }

    private void add(float[] a, int x, int g, int dx) {
        Arrays.fill(a, dx, dx + rows.in() * columns.in(), 0);
        for (int i = 0; i < rows.out(); i++) {
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
