package org.limn.autodiff.device.cpu.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.limn.autodiff.tensor.Shape;

/** A small array as if it had been broadcast to a larger shape: any run of that is written out on demand. */
final class Spread {
    private record Axis(int extent, int stride) {}

    private final Axis[] outer;
    private final Axis last;

    /** {@code small} has the rank of {@code wide} and its extents, or 1. */
    Spread(Shape small, Shape wide) {
        int[] strides = small.strides();
        List<Axis> axes = new ArrayList<>();
        for (int a = 0; a < wide.rank(); a++) {
            Axis axis = new Axis(wide.dim(a), small.dim(a) == 1 ? 0 : strides[a]);
            int end = axes.size() - 1;
            if (axis.extent == 1) {
                continue;
            } else if (end >= 0 && axes.get(end).stride == axis.stride * axis.extent) {
                axes.set(end, new Axis(axes.get(end).extent * axis.extent, axis.stride));
            } else {
                axes.add(axis);
            }
        }
        last = axes.isEmpty() ? new Axis(1, 0) : axes.remove(axes.size() - 1);
        outer = axes.toArray(Axis[]::new);
    }

    /** Writes the elements {@code first..first+n−1} of the wide array. */
    void write(float[] small, int at, int first, int n, float[] to, int t) {
        for (int done = 0; done < n; ) {
            int row = (first + done) / last.extent, column = (first + done) % last.extent;
            int run = Math.min(last.extent - column, n - done);
            int from = at + offset(row) + column * last.stride;
            if (last.stride == 0) {
                Arrays.fill(to, t + done, t + done + run, small[from]);
            } else {
                System.arraycopy(small, from, to, t + done, run);
            }
            done += run;
        }
    }

    private int offset(int row) {
        int rest = row, offset = 0;
        for (int a = outer.length - 1; a >= 0; a--) {
            offset += rest % outer[a].extent * outer[a].stride;
            rest /= outer[a].extent;
        }
        return offset;
    }
}
