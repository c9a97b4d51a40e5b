package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@code y += x} along one row. */
final class AddRow {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();

    private AddRow() {}

    static void run(float[] x, int xo, float[] y, int yo, int length) {
        int i = 0;
        for (; i + L <= length; i += L) {
            FloatVector.fromArray(V, y, yo + i)
                    .add(FloatVector.fromArray(V, x, xo + i))
                    .intoArray(y, yo + i);
        }
        for (; i < length; i++) {
            y[yo + i] += x[xo + i];
        }
    }
}
