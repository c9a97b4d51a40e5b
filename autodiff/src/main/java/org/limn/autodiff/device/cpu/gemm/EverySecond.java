package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Every second number of some rows, and zeros between them, by whole vectors as in {@link PadRows}: the even lanes of two, each
 * moved to its half, and blended. The last rows are written exactly, unless there is room
 * behind them.
 */
final class EverySecond {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();
    private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(V, i -> 2 * i % L);
    private static final VectorMask<Float> UPPER = VectorMask.fromLong(V, -1L << L / 2);

    private EverySecond() {}

    static void run(float[] x, int xo, int step, int rows, int width, float[] y, int yo, int pitch, int room) {
        int zeros = width + Math.max(1, Axis.ceilDiv(pitch - width, L)) * L;
        int reach = Math.max(Axis.ceilDiv(width, L) * L, zeros), end = (rows - 1) * pitch + width + room;
        int row = 0;
        for (; width <= L && pitch - width <= L && row + 2 <= rows && (row + 1) * pitch + reach <= end; row += 2) {
            int from = xo + row * step, to = yo + row * pitch;
            FloatVector a0 = FloatVector.fromArray(V, x, from).rearrange(EVEN);
            FloatVector b0 = FloatVector.fromArray(V, x, from + L).rearrange(EVEN);
            a0.blend(b0, UPPER).intoArray(y, to);
            FloatVector.zero(V).intoArray(y, to + width);
            FloatVector a1 = FloatVector.fromArray(V, x, from + step).rearrange(EVEN);
            FloatVector b1 = FloatVector.fromArray(V, x, from + step + L).rearrange(EVEN);
            a1.blend(b1, UPPER).intoArray(y, to + pitch);
            FloatVector.zero(V).intoArray(y, to + pitch + width);
        }
        for (; row < rows && row * pitch + reach <= end; row++) {
            int from = xo + row * step, to = yo + row * pitch;
            for (int i = 0; i < width; i += L) {
                FloatVector a = FloatVector.fromArray(V, x, from + 2 * i).rearrange(EVEN);
                FloatVector b = FloatVector.fromArray(V, x, from + 2 * i + L).rearrange(EVEN);
                a.blend(b, UPPER).intoArray(y, to + i);
            }
            for (int i = width; i < pitch; i += L) {
                FloatVector.zero(V).intoArray(y, to + i);
            }
        }
        for (; row < rows; row++) {
            int from = xo + row * step, to = yo + row * pitch;
            for (int i = 0; i < width; i++) {
                y[to + i] = x[from + 2 * i];
            }
            Arrays.fill(y, to + width, Math.min(to + pitch, yo + end), 0);
        }
    }
}
