package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@code y += x} along one stretch: eight vectors at a time, vectors, numbers. */
final class AddRow {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();

    private AddRow() {}

    static void run(float[] x, int xo, float[] y, int yo, int length) {
        int i = 0;
        for (; i + 8 * L <= length; i += 8 * L) {
            int from = xo + i, to = yo + i;
            FloatVector.fromArray(V, y, to)
                    .add(FloatVector.fromArray(V, x, from))
                    .intoArray(y, to);
            FloatVector.fromArray(V, y, to + L)
                    .add(FloatVector.fromArray(V, x, from + L))
                    .intoArray(y, to + L);
            FloatVector.fromArray(V, y, to + 2 * L)
                    .add(FloatVector.fromArray(V, x, from + 2 * L))
                    .intoArray(y, to + 2 * L);
            FloatVector.fromArray(V, y, to + 3 * L)
                    .add(FloatVector.fromArray(V, x, from + 3 * L))
                    .intoArray(y, to + 3 * L);
            FloatVector.fromArray(V, y, to + 4 * L)
                    .add(FloatVector.fromArray(V, x, from + 4 * L))
                    .intoArray(y, to + 4 * L);
            FloatVector.fromArray(V, y, to + 5 * L)
                    .add(FloatVector.fromArray(V, x, from + 5 * L))
                    .intoArray(y, to + 5 * L);
            FloatVector.fromArray(V, y, to + 6 * L)
                    .add(FloatVector.fromArray(V, x, from + 6 * L))
                    .intoArray(y, to + 6 * L);
            FloatVector.fromArray(V, y, to + 7 * L)
                    .add(FloatVector.fromArray(V, x, from + 7 * L))
                    .intoArray(y, to + 7 * L);
        }
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
