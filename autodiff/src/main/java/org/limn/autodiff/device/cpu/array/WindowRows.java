package org.limn.autodiff.device.cpu.array;

import java.util.Arrays;

/**
 * Combines the elements of all windows of a row: first whole rows of the input, then the row that they give with itself, one tap
 * further each time, for windows at every position, of which a stride above 1 then leaves some out. Combining twice too many by
 * vectors is nine times as fast as the right ones one at a time (maxima 3×3, stride 2). Runs are rounded up to whole vectors,
 * into room of this thread's own: a rest of 15 elements one at a time costs as much as eight vectors.
 *
 * @param none what combining does nothing with
 * @param width lanes of a vector
 */
record WindowRows(WindowTaps rows, WindowTaps columns, Loop combine, float none, int width) {
    private int left() {
        return Math.max(0, -columns.start(0));
    }

    /** Room for the combined rows with their padding, at the start of a thread's own floats. */
    int local() {
        int last = columns.span() - 1 + columns.start(columns.kernel() - 1);
        return left() + Math.max(columns.in(), last + 1) + 2 * width;
    }

    /** Room for a row of windows. */
    int span() {
        return up(columns.span()) + width;
    }

    /** The next multiple of a vector. */
    int up(int n) {
        return (n + width - 1) / width * width;
    }

    /** Row i of windows over the plane that starts at x; the one at position p ends up in {@code local[to + p]}. */
    void combine(float[] a, int x, int i, float[] local, int to) {
        int v = left(), n = up(columns.span());
        vertical(a, x, i, local, v);
        if (columns.kernel() == 1) {
            System.arraycopy(local, v + columns.start(0), local, to, columns.span());
        } else {
            combine.run(local, v + columns.start(0), local, v + columns.start(1), local, to, n);
        }
        for (int s = 2; s < columns.kernel(); s++) {
            combine.run(local, to, local, v + columns.start(s), local, to, n);
        }
    }

    private void vertical(float[] a, int x, int i, float[] local, int v) {
        boolean first = true;
        for (int r = 0; r < rows.kernel(); r++) {
            if (rows.inside(i, r)) {
                int at = x + rows.at(i, r) * columns.in();
                if (first) {
                    System.arraycopy(a, at, local, v, columns.in());
                } else {
                    combine.run(local, v, a, at, local, v, up(columns.in()));
                }
                first = false;
            }
        }
        Arrays.fill(local, 0, v, none);
        Arrays.fill(local, v + columns.in(), local(), none);
    }
}
