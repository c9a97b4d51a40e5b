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
        for (int i = 0; i < length; i += 2 * L) {
            FloatVector a = FloatVector.fromArray(V, x, xo + i / 2), b = FloatVector.fromArray(V, z, zo + i / 2);
            a.rearrange(LOW).blend(b.rearrange(LOW), ODD).intoArray(y, yo + i);
            a.rearrange(HIGH).blend(b.rearrange(HIGH), ODD).intoArray(y, yo + i + L);
        }
    }
}
