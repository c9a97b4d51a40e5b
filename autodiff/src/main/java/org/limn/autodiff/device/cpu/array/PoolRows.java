package org.limn.autodiff.device.cpu.array;

import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.AvgPool;
import org.limn.autodiff.op.Div;
import org.limn.autodiff.op.MaxPool;
import org.limn.autodiff.op.Window;
import org.limn.autodiff.tensor.Shape;

/** {@link MaxPool} and {@link AvgPool}, plane by plane and row by row: of the windows at every position every stride-th. */
final class PoolRows implements Kernel.OfOneStage {
    private final String name;
    private final int planes;
    private final WindowTaps rows;
    private final WindowTaps columns;
    private final WindowRows windows;
    private final Loop div;
    /** How many elements each window has, where the mean is taken; else empty. */
    private final float[] counts;

    private PoolRows(
            String name, Window window, Shape x, Shape y, Loop combine, float none, boolean mean, Loop div, int width) {
        this.name = name;
        this.planes = x.count(0, 2);
        this.rows = WindowTaps.rows(window, x, y);
        this.columns = WindowTaps.columns(window, x, y);
        this.windows = new WindowRows(rows, columns, combine, none, width);
        this.div = div;
        this.counts = mean ? counts(rows, columns) : new float[0];
    }

    static Kernel max(MaxPool op, Shape x, Shape y, ArrayLoops loops) {
        return new PoolRows(
                "max of rows",
                op.window(),
                x,
                y,
                loops.max(),
                Float.NEGATIVE_INFINITY,
                false,
                loops.max(),
                loops.width());
    }

    static Kernel mean(AvgPool op, Shape x, Shape y, ArrayLoops loops) {
        Loop add = loops.of(new Add()).get(0);
        return new PoolRows(
                "mean of rows",
                op.window(),
                x,
                y,
                add,
                0,
                true,
                loops.of(new Div()).get(0),
                loops.width());
    }

    static float[] counts(WindowTaps rows, WindowTaps columns) {
        float[] counts = new float[rows.out() * columns.out()];
        for (int i = 0; i < rows.out(); i++) {
            for (int j = 0; j < columns.out(); j++) {
                counts[i * columns.out() + j] = rows.count(i) * columns.count(j);
            }
        }
        return counts;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int units() {
        return planes;
    }

    @Override
    public int local() {
        return windows.local() + windows.span();
    }

    @Override
    public void run(Places places, int from, int to, float[] local) {
        for (int p = from; p < to; p++) {
            int x = places.inputs()[0] + p * rows.in() * columns.in();
            int y = places.output() + p * rows.out() * columns.out();
            for (int i = 0; i < rows.out(); i++) {
                row(places.arena(), x, i, y + i * columns.out(), local);
            }
        }
    }

    private void row(float[] a, int x, int i, int y, float[] local) {
        windows.combine(a, x, i, local, windows.local());
        for (int j = 0; j < columns.out(); j++) {
            a[y + j] = local[windows.local() + j * columns.stride()];
        }
        if (counts.length > 0) {
            div.run(a, y, counts, i * columns.out(), a, y, columns.out());
        }
    }
}
