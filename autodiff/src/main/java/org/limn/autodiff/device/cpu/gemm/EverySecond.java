package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Every second number, by whole vectors: the even lanes of two, each moved to its half, and blended. */
final class EverySecond {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();
    private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(V, i -> 2 * i % L);
    private static final VectorMask<Float> UPPER = VectorMask.fromLong(V, -1L << L / 2);

    private EverySecond() {}

    /** {@code y[i] = x[2·i]} for as many of {@code length} as fill whole vectors; returns how many. */
    static int run(float[] x, int xo, int length, float[] y, int yo) {
        int i = 0;
        for (; i + 4 * L <= length; i += 4 * L) {
            int from = xo + 2 * i, to = yo + i;
            FloatVector a0 = FloatVector.fromArray(V, x, from).rearrange(EVEN);
            FloatVector b0 = FloatVector.fromArray(V, x, from + L).rearrange(EVEN);
            a0.blend(b0, UPPER).intoArray(y, to);
            FloatVector a1 = FloatVector.fromArray(V, x, from + 2 * L).rearrange(EVEN);
            FloatVector b1 = FloatVector.fromArray(V, x, from + 3 * L).rearrange(EVEN);
            a1.blend(b1, UPPER).intoArray(y, to + L);
            FloatVector a2 = FloatVector.fromArray(V, x, from + 4 * L).rearrange(EVEN);
            FloatVector b2 = FloatVector.fromArray(V, x, from + 5 * L).rearrange(EVEN);
            a2.blend(b2, UPPER).intoArray(y, to + 2 * L);
            FloatVector a3 = FloatVector.fromArray(V, x, from + 6 * L).rearrange(EVEN);
            FloatVector b3 = FloatVector.fromArray(V, x, from + 7 * L).rearrange(EVEN);
            a3.blend(b3, UPPER).intoArray(y, to + 3 * L);
        }
        for (; i + L <= length; i += L) {
            FloatVector a = FloatVector.fromArray(V, x, xo + 2 * i).rearrange(EVEN);
            FloatVector b = FloatVector.fromArray(V, x, xo + 2 * i + L).rearrange(EVEN);
            a.blend(b, UPPER).intoArray(y, yo + i);
        }
        return i;
    }
}
