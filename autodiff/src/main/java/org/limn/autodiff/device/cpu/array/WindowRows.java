package org.limn.autodiff.device.cpu.array;

import java.util.Arrays;

/**
 * Combines the elements of all windows of a row: first whole rows of the input, then the row that they give with itself, one tap
 * further each time, for windows at every position, of which a stride above 1 then leaves some out. Combining twice too many by
 * vectors is nine times as fast as the right ones one at a time (maxima 3×3, stride 2).
 *
 * @param none what combining does nothing with
 */
record WindowRows(Taps rows, Taps columns, Loop combine, float none) {
    /** Room for the combined rows and, behind them, the windows. */
    int local() {
        return columns.in() + columns.span();
    }

    /** Row i of windows over the plane that starts at x; the one at position p ends up in {@code local[columns.in() + p]}. */
    void combine(float[] a, int x, int i, float[] local) {
        int w = columns.in();
        boolean first = true;
        for (int r = 0; r < rows.kernel(); r++) {
            if (rows.inside(i, r)) {
                int at = x + rows.at(i, r) * w;
                if (first) {
                    System.arraycopy(a, at, local, 0, w);
                } else {
                    combine.run(local, 0, a, at, local, 0, w);
                }
                first = false;
            }
        }
        Arrays.fill(local, w, w + columns.span(), none);
        for (int s = 0; s < columns.kernel(); s++) {
            int p = columns.first(s);
            combine.run(local, w + p, local, columns.start(s) + p, local, w + p, columns.end(s) - p);
        }
    }
}
