package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** {@code y = x[0], z[0], x[1], z[1], …}: each half of a vector spread over a whole one, twice, and blended. */
final class Interleave {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();
    private static final VectorShuffle<Float> LOW = VectorShuffle.fromOp(V, i -> i / 2);
    private static final VectorShuffle<Float> HIGH = VectorShuffle.fromOp(V, i -> L / 2 + i / 2);
    private static final VectorMask<Float> ODD = VectorMask.fromLong(V, 0xAAAAAAAAAAAAAAAAL);

    private Interleave() {}

    static void run(float[] x, int xo, float[] z, int zo, float[] y, int yo, int length) {
        int i = 0;
        for (; i + 6 * L <= length; i += 6 * L) {
            int from = xo + i / 2, other = zo + i / 2, to = yo + i;
            FloatVector a0 = FloatVector.fromArray(V, x, from), b0 = FloatVector.fromArray(V, z, other);
            a0.rearrange(LOW).blend(b0.rearrange(LOW), ODD).intoArray(y, to);
            a0.rearrange(HIGH).blend(b0.rearrange(HIGH), ODD).intoArray(y, to + L);
            FloatVector a1 = FloatVector.fromArray(V, x, from + L), b1 = FloatVector.fromArray(V, z, other + L);
            a1.rearrange(LOW).blend(b1.rearrange(LOW), ODD).intoArray(y, to + 2 * L);
            a1.rearrange(HIGH).blend(b1.rearrange(HIGH), ODD).intoArray(y, to + 3 * L);
            FloatVector a2 = FloatVector.fromArray(V, x, from + 2 * L), b2 = FloatVector.fromArray(V, z, other + 2 * L);
            a2.rearrange(LOW).blend(b2.rearrange(LOW), ODD).intoArray(y, to + 4 * L);
            a2.rearrange(HIGH).blend(b2.rearrange(HIGH), ODD).intoArray(y, to + 5 * L);
        }
        for (; i < length; i += 2 * L) {
            FloatVector a = FloatVector.fromArray(V, x, xo + i / 2), b = FloatVector.fromArray(V, z, zo + i / 2);
            a.rearrange(LOW).blend(b.rearrange(LOW), ODD).intoArray(y, yo + i);
            a.rearrange(HIGH).blend(b.rearrange(HIGH), ODD).intoArray(y, yo + i + L);
        }
    }
}
