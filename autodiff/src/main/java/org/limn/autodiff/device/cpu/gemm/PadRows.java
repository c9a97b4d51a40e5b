package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows put apart with zeros between them, by whole vectors: what a row writes too much, its zeros mend, and what they write too
 * much, the next row. The last rows are written exactly, unless there is room behind them.
 */
final class PadRows {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();

    private PadRows() {}

    static void run(float[] x, int xo, int step, int rows, int width, float[] y, int yo, int pitch, int room) {
        int zeros = width + Math.max(1, Axis.ceilDiv(pitch - width, L)) * L;
        int reach = Math.max(Axis.ceilDiv(width, L) * L, zeros), end = (rows - 1) * pitch + width + room;
        int row = 0;
        for (; width <= L && pitch - width <= L && row + 4 <= rows && (row + 3) * pitch + reach <= end; row += 4) {
            int from = xo + row * step, to = yo + row * pitch;
            FloatVector.fromArray(V, x, from).intoArray(y, to);
            FloatVector.zero(V).intoArray(y, to + width);
            FloatVector.fromArray(V, x, from + step).intoArray(y, to + pitch);
            FloatVector.zero(V).intoArray(y, to + pitch + width);
            FloatVector.fromArray(V, x, from + 2 * step).intoArray(y, to + 2 * pitch);
            FloatVector.zero(V).intoArray(y, to + 2 * pitch + width);
            FloatVector.fromArray(V, x, from + 3 * step).intoArray(y, to + 3 * pitch);
            FloatVector.zero(V).intoArray(y, to + 3 * pitch + width);
        }
        for (; row < rows && row * pitch + reach <= end; row++) {
            int from = xo + row * step, to = yo + row * pitch;
            for (int i = 0; i < width; i += L) {
                FloatVector.fromArray(V, x, from + i).intoArray(y, to + i);
            }
            for (int i = width; i < pitch; i += L) {
                FloatVector.zero(V).intoArray(y, to + i);
            }
        }
        for (; row < rows; row++) {
            int to = yo + row * pitch;
            System.arraycopy(x, xo + row * step, y, to, width);
            Arrays.fill(y, to + width, Math.min(to + pitch, yo + end), 0);
        }
    }
}
