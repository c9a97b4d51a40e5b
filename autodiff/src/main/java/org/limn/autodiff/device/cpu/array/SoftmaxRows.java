package org.limn.autodiff.device.cpu.array;

import java.util.Arrays;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.Div;
import org.limn.autodiff.op.Softmax;
import org.limn.autodiff.op.Sub;
import org.limn.autodiff.tensor.Shape;

/**
 * {@link Softmax}. Where its axis is the last, each run along it is a unit and its sum is taken by lanes; else as many neighbours
 * as lie side by side go along the axis together.
 */
final class SoftmaxRows implements Kernel.OfOneStage {
    private static final int BLOCK = 256;

    /**
     * Fewer numbers than this are done one at a time, with the same bits: so short a line, the scores' softmax, comes too rarely for its
     * vectors ever to be compiled, and until then they are a hundred times slower.
     */
    private static final int FEW = 1 << 15;

    private final ArrayLoops loops;
    private final Loop max;
    private final Loop sub;
    private final Loop exp;
    private final Loop add;
    private final Loop div;
    private final int outer;
    private final int n;
    private final int inner;
    private final boolean runs;
    private final int blocks;

    SoftmaxRows(Softmax op, Shape x, int batch, ArrayLoops given) {
        loops = x.size() < FEW ? new ScalarArrayLoops() : given;
        max = loops.max();
        exp = loops.exp();
        sub = loops.of(new Sub()).get(0);
        add = loops.of(new Add()).get(0);
        div = loops.of(new Div()).get(0);
        outer = x.count(0, op.axis());
        n = x.dim(op.axis());
        inner = x.count(op.axis() + 1, x.rank());
        runs = inner == 1 && batch <= op.axis();
        blocks = (inner + BLOCK - 1) / BLOCK;
    }

    @Override
    public String name() {
        return runs ? "softmax of runs" : "softmax of rows";
    }

    @Override
    public boolean inPlace(int input) {
        return true;
    }

    @Override
    public int units() {
        return outer * blocks;
    }

    @Override
    public int local() {
        return Math.max(ArrayLoops.LANES, 2 * BLOCK);
    }

    @Override
    public void run(Places places, int from, int to, float[] local) {
        for (int u = from; u < to; u++) {
            int at = u / blocks * n * inner + u % blocks * BLOCK;
            int x = places.inputs()[0] + at, y = places.output() + at;
            if (runs) {
                run(places.arena(), x, y, local);
            } else {
                rows(places.arena(), x, y, Math.min(BLOCK, inner - u % blocks * BLOCK), local);
            }
        }
    }

    private void run(float[] a, int x, int y, float[] local) {
        float greatest = loops.max(a, x, n, local, 0);
        loops.affine(a, x, a, y, n, 1, -greatest);
        exp.run(a, y, a, y, a, y, n);
        float sum = loops.sum(a, y, n, local, 0);
        loops.affine(a, y, a, y, n, 1 / sum, 0);
    }

    private void rows(float[] a, int x, int y, int width, float[] local) {
        int sum = BLOCK;
        System.arraycopy(a, x, local, 0, width);
        for (int i = 1; i < n; i++) {
            max.run(local, 0, a, x + i * inner, local, 0, width);
        }
        Arrays.fill(local, sum, sum + width, 0);
        for (int i = 0; i < n; i++) {
            int row = y + i * inner;
            sub.run(a, x + i * inner, local, 0, a, row, width);
            exp.run(a, row, a, row, a, row, width);
            add.run(local, sum, a, row, local, sum, width);
        }
        for (int i = 0; i < n; i++) {
            div.run(a, y + i * inner, local, sum, a, y + i * inner, width);
        }
    }
}
