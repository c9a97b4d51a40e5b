package org.limn.autodiff.device.cpu.array;

import java.util.Arrays;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.AvgPoolTranspose;
import org.limn.autodiff.tensor.Shape;

/**
 * {@link AvgPoolTranspose}, plane by plane: each row of g, divided by the counts of its windows and spread out by the stride, is
 * added to the rows and at the shifts of all taps.
 */
final class MeanPoolTranspose implements Kernel.OfOneStage {
    private final int planes;
    private final WindowTaps rows;
    private final WindowTaps columns;
    private final float[] counts;
    private final Loop add;

    MeanPoolTranspose(AvgPoolTranspose op, Shape g, Shape x, ArrayLoops loops) {
        planes = x.count(0, 2);
        rows = WindowTaps.rows(op.window(), x, g);
        columns = WindowTaps.columns(op.window(), x, g);
        counts = PoolRows.counts(rows, columns);
        add = loops.of(new Add()).get(0);
    }

    @Override
    public String name() {
        return "spread rows";
    }

    @Override
    public int units() {
        return planes;
    }

    @Override
    public int local() {
        return columns.span();
    }

    @Override
    public void run(Places places, int from, int to, float[] local) {
        float[] a = places.arena();
        int size = rows.in() * columns.in();
        Arrays.fill(local, 0, columns.span(), 0);
        for (int p = from; p < to; p++) {
            int x = places.output() + p * size, g = places.inputs()[0] + p * rows.out() * columns.out();
            Arrays.fill(a, x, x + size, 0);
            for (int i = 0; i < rows.out(); i++) {
                for (int j = 0; j < columns.out(); j++) {
                    int at = i * columns.out() + j;
                    local[j * columns.stride()] = a[g + at] / counts[at];
                }
                row(a, x, i, local);
            }
        }
    }

    private void row(float[] a, int x, int i, float[] shares) {
        for (int r = 0; r < rows.kernel(); r++) {
            for (int s = 0; s < columns.kernel() && rows.inside(i, r); s++) {
                int p = columns.first(s);
                int to = x + rows.at(i, r) * columns.in() + columns.start(s) + p;
                add.run(a, to, shares, p, a, to, columns.end(s) - p);
            }
        }
    }
}
