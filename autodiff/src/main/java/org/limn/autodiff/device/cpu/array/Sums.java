package org.limn.autodiff.device.cpu.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.ReduceSum;
import org.limn.autodiff.tensor.Shape;

/**
 * {@link ReduceSum}. Where the last axis is summed, each run along it is summed by lanes, and the runs one after the other; where
 * it stays, whole rows are added up. Neighbouring axes are walked as one if both are summed or both stay, but never across the
 * batch: with a batch of 1 the order must be what it is with more.
 */
final class Sums implements Kernel.OfOneStage {
    /** Elements of a row that are summed side by side. */
    private static final int BLOCK = 512;

    private record Axis(int extent, int from, int to, boolean summed) {}

    private final ArrayLoops loops;
    private final Axis last;
    private final List<Axis> kept = new ArrayList<>();
    private final List<Axis> summed = new ArrayList<>();
    private final Loop add;
    private final int terms;
    private final int blocks;
    private final int units;

    Sums(ReduceSum op, Shape x, Shape y, int batch, ArrayLoops loops) {
        this.loops = loops;
        this.add = loops.of(new Add()).get(0);
        List<Axis> axes = axes(op, x, y, batch);
        last = axes.remove(axes.size() - 1);
        axes.forEach(axis -> (axis.summed ? summed : kept).add(axis));
        terms = count(summed);
        blocks = last.summed ? 1 : (last.extent + BLOCK - 1) / BLOCK;
        units = count(kept) * blocks;
    }

    private static List<Axis> axes(ReduceSum op, Shape x, Shape y, int batch) {
        int[] from = x.strides(), to = y.strides();
        List<Axis> axes = new ArrayList<>();
        for (int a = 0; a < x.rank(); a++) {
            Axis axis = new Axis(x.dim(a), from[a], to[a], op.axes().contains(a));
            Axis before = axes.isEmpty() ? null : axes.get(axes.size() - 1);
            if (axis.extent == 1 && a != batch) {
                continue;
            } else if (before != null && before.summed == axis.summed && a != batch && a - 1 != batch) {
                axes.set(axes.size() - 1, new Axis(before.extent * axis.extent, from[a], to[a], axis.summed));
            } else {
                axes.add(axis);
            }
        }
        return axes.isEmpty() ? new ArrayList<>(List.of(new Axis(1, 1, 1, false))) : axes;
    }

    @Override
    public String name() {
        return last.summed ? "sum of runs" : "sum of rows";
    }

    @Override
    public int units() {
        return units;
    }

    @Override
    public int local() {
        return ArrayLoops.LANES;
    }

    private static int count(List<Axis> axes) {
        return axes.stream().mapToInt(Axis::extent).reduce(1, (a, b) -> a * b);
    }

    @Override
    public void run(Places places, int from, int to, float[] local) {
        for (int u = from; u < to; u++) {
            int x = places.inputs()[0], y = places.output(), rest = u / blocks;
            for (int a = kept.size() - 1; a >= 0; a--) {
                Axis axis = kept.get(a);
                x += rest % axis.extent * axis.from;
                y += rest % axis.extent * axis.to;
                rest /= axis.extent;
            }
            if (last.summed) {
                runs(places.arena(), x, y, local);
            } else {
                rows(places.arena(), x, y, u % blocks * BLOCK);
            }
        }
    }

    private void runs(float[] a, int x, int y, float[] local) {
        float sum = 0;
        for (int t = 0; t < terms; t++) {
            sum += loops.sum(a, x + offset(t), last.extent, local, 0);
        }
        a[y] = sum;
    }

    private void rows(float[] a, int x, int y, int first) {
        int n = Math.min(BLOCK, last.extent - first);
        Arrays.fill(a, y + first, y + first + n, 0);
        for (int t = 0; t < terms; t++) {
            add.run(a, y + first, a, x + offset(t) + first, a, y + first, n);
        }
    }

    /** Where term t of a sum lies behind the first. */
    private int offset(int t) {
        int rest = t, offset = 0;
        for (int a = summed.size() - 1; a >= 0; a--) {
            offset += rest % summed.get(a).extent * summed.get(a).from;
            rest /= summed.get(a).extent;
        }
        return offset;
    }
}
