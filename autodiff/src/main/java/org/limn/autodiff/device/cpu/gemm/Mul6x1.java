package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** 6 rows by 1 vector: what is left of a row of tiles. */
final class Mul6x1 {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();

    private Mul6x1() {}

    static void run(float[] a, int ao, float[] b, int bo, int kc, float[] t, int to) {
        FloatVector c00 = FloatVector.zero(V);
        FloatVector c10 = FloatVector.zero(V);
        FloatVector c20 = FloatVector.zero(V);
        FloatVector c30 = FloatVector.zero(V);
        FloatVector c40 = FloatVector.zero(V);
        FloatVector c50 = FloatVector.zero(V);
        for (int k = 0; k < kc; k++) {
            FloatVector b0 = FloatVector.fromArray(V, b, bo + k * L);
            FloatVector a0 = FloatVector.broadcast(V, a[ao + k * 6]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(V, a[ao + k * 6 + 1]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(V, a[ao + k * 6 + 2]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(V, a[ao + k * 6 + 3]);
            c30 = a3.fma(b0, c30);
            FloatVector a4 = FloatVector.broadcast(V, a[ao + k * 6 + 4]);
            c40 = a4.fma(b0, c40);
            FloatVector a5 = FloatVector.broadcast(V, a[ao + k * 6 + 5]);
            c50 = a5.fma(b0, c50);
        }
        c00.intoArray(t, to);
        c10.intoArray(t, to + 2 * L);
        c20.intoArray(t, to + 4 * L);
        c30.intoArray(t, to + 6 * L);
        c40.intoArray(t, to + 8 * L);
        c50.intoArray(t, to + 10 * L);
    }
}
