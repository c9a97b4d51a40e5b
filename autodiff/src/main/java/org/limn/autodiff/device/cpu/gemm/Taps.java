package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A depthwise convolution of one stretch of pixels: {@code y[i] = Σ_t w[wo + which[t]] · x[xo + offsets[t] + i]}. Up to four sums
 * stay in registers over all taps.
 */
final class Taps {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();

    private Taps() {}

    static void run(float[] x, int xo, int[] offsets, float[] w, int wo, int[] which, float[] y, int yo, int length) {
        int i = 0;
        for (; i + 3 * L < length; i += 4 * L) {
            FloatVector s0 = FloatVector.zero(V),
                    s1 = FloatVector.zero(V),
                    s2 = FloatVector.zero(V),
                    s3 = FloatVector.zero(V);
            for (int t = 0; t < offsets.length; t++) {
                int at = xo + i + offsets[t];
                FloatVector a = FloatVector.broadcast(V, w[wo + which[t]]);
                s0 = a.fma(FloatVector.fromArray(V, x, at), s0);
                s1 = a.fma(FloatVector.fromArray(V, x, at + L), s1);
                s2 = a.fma(FloatVector.fromArray(V, x, at + 2 * L), s2);
                s3 = a.fma(FloatVector.fromArray(V, x, at + 3 * L), s3);
            }
            s0.intoArray(y, yo + i);
            s1.intoArray(y, yo + i + L);
            s2.intoArray(y, yo + i + 2 * L);
            s3.intoArray(y, yo + i + 3 * L);
        }
        for (; i + L < length; i += 2 * L) {
            FloatVector s0 = FloatVector.zero(V), s1 = FloatVector.zero(V);
            for (int t = 0; t < offsets.length; t++) {
                int at = xo + i + offsets[t];
                FloatVector a = FloatVector.broadcast(V, w[wo + which[t]]);
                s0 = a.fma(FloatVector.fromArray(V, x, at), s0);
                s1 = a.fma(FloatVector.fromArray(V, x, at + L), s1);
            }
            s0.intoArray(y, yo + i);
            s1.intoArray(y, yo + i + L);
        }
        for (; i < length; i += L) {
            FloatVector s0 = FloatVector.zero(V);
            for (int t = 0; t < offsets.length; t++) {
                int at = xo + i + offsets[t];
                FloatVector a = FloatVector.broadcast(V, w[wo + which[t]]);
                s0 = a.fma(FloatVector.fromArray(V, x, at), s0);
            }
            s0.intoArray(y, yo + i);
        }
    }
}
