package org.limn.autodiff.device.cpu.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.limn.autodiff.tensor.Shape;

/**
 * A box of elements that is copied from one strided place to another: what transposing, slicing, padding, joining,
 * broadcasting and changing layouts have in common. Axes that can be walked as one are one; a unit is one run along the last
 * axis, or eight of them where the source is contiguous along another one.
 */
public final class Box {
    /** Rows copied side by side where the source runs across them. */
    private static final int SIDE = 16;

    private record Axis(int extent, int from, int to) {
        boolean continues(Axis inner) {
            return from == inner.from * inner.extent && to == inner.to * inner.extent;
        }
    }

    private final Axis[] outer;
    private final Axis across;
    private final Axis last;
    private final int blocks;
    private final int units;

    private Box(List<Axis> axes) {
        List<Axis> rest = new ArrayList<>(axes);
        last = rest.isEmpty() ? new Axis(1, 1, 1) : rest.remove(rest.size() - 1);
        int side = last.from == 1 || last.from == 0 ? -1 : contiguous(rest);
        across = side < 0 ? new Axis(1, 0, 0) : rest.remove(side);
        outer = rest.toArray(Axis[]::new);
        blocks = (across.extent + SIDE - 1) / SIDE;
        units = Arrays.stream(outer).mapToInt(Axis::extent).reduce(blocks, (a, b) -> a * b);
    }

    private static int contiguous(List<Axis> axes) {
        for (int i = 0; i < axes.size(); i++) {
            if (axes.get(i).from == 1) {
                return i;
            }
        }
        return -1;
    }

    /** The box of this shape with these strides per axis on either side. */
    public static Box of(Shape shape, int[] from, int[] to) {
        if (shape.size() == 0) {
            return new Box(List.of(new Axis(0, 1, 1), new Axis(1, 1, 1)));
        }
        List<Axis> axes = new ArrayList<>();
        for (int a = 0; a < shape.rank(); a++) {
            Axis axis = new Axis(shape.dim(a), from[a], to[a]);
            int end = axes.size() - 1;
            if (axis.extent == 1) {
                continue;
            } else if (end >= 0 && axes.get(end).continues(axis)) {
                axes.set(end, new Axis(axes.get(end).extent * axis.extent, axis.from, axis.to));
            } else {
                axes.add(axis);
            }
        }
        return new Box(axes);
    }

    /** How many units there are; 0 for a box without elements. */
    public int units() {
        return units;
    }

    /** Copies all of it. */
    public void copy(float[] from, int fromAt, float[] to, int toAt) {
        copy(from, fromAt, to, toAt, 0, units);
    }

    /** Copies the units {@code first..end−1}. */
    public void copy(float[] from, int fromAt, float[] to, int toAt, int first, int end) {
        for (int u = first; u < end; u++) {
            int rest = u / blocks, f = fromAt, t = toAt;
            for (int a = outer.length - 1; a >= 0; a--) {
                int i = rest % outer[a].extent;
                rest /= outer[a].extent;
                f += i * outer[a].from;
                t += i * outer[a].to;
            }
            unit(from, f, to, t, u % blocks);
        }
    }

    private void unit(float[] from, int f, float[] to, int t, int block) {
        int n = last.extent, side = Math.min(SIDE, across.extent - block * SIDE);
        if (last.from == 1 && last.to == 1) {
            System.arraycopy(from, f, to, t, n);
        } else if (last.from == 0 && last.to == 1) {
            Arrays.fill(to, t, t + n, from[f]);
        } else {
            beside(from, f + block * SIDE * across.from, to, t + block * SIDE * across.to, side);
        }
    }

    private void beside(float[] from, int f, float[] to, int t, int side) {
        for (int i = 0; i < last.extent; i++) {
            int g = f + i * last.from, u = t + i * last.to;
            for (int j = 0; j < side; j++) {
                to[u + j * across.to] = from[g + j];
            }
        }
    }
}
