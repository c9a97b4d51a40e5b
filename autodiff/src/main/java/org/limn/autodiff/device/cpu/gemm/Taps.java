package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** A depthwise convolution of one stretch of pixels: {@code y[i] = Σ_t w[wo + which[t]] · x[xo + offsets[t] + i]}. */
final class Taps {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();

    private Taps() {}

    static void run(float[] x, int xo, int[] offsets, float[] w, int wo, int[] which, float[] y, int yo, int length) {
        int i = 0;
        for (; i + 3 * L < length; i += 4 * L) {
            four(x, xo + i, offsets, w, wo, which, y, yo + i);
        }
        for (; i < length; i += L) {
            one(x, xo + i, offsets, w, wo, which, y, yo + i);
        }
    }

    /** Four sums that stay in registers over all taps. */
    private static void four(float[] x, int xo, int[] offsets, float[] w, int wo, int[] which, float[] y, int yo) {
        FloatVector s0 = FloatVector.zero(V), s1 = FloatVector.zero(V);
        FloatVector s2 = FloatVector.zero(V), s3 = FloatVector.zero(V);
        for (int t = 0; t < offsets.length; t++) {
            int at = xo + offsets[t];
            FloatVector a = FloatVector.broadcast(V, w[wo + which[t]]);
            s0 = a.fma(FloatVector.fromArray(V, x, at), s0);
            s1 = a.fma(FloatVector.fromArray(V, x, at + L), s1);
            s2 = a.fma(FloatVector.fromArray(V, x, at + 2 * L), s2);
            s3 = a.fma(FloatVector.fromArray(V, x, at + 3 * L), s3);
        }
        s0.intoArray(y, yo);
        s1.intoArray(y, yo + L);
        s2.intoArray(y, yo + 2 * L);
        s3.intoArray(y, yo + 3 * L);
    }

    private static void one(float[] x, int xo, int[] offsets, float[] w, int wo, int[] which, float[] y, int yo) {
        FloatVector s = FloatVector.zero(V);
        for (int t = 0; t < offsets.length; t++) {
            s = FloatVector.broadcast(V, w[wo + which[t]]).fma(FloatVector.fromArray(V, x, xo + offsets[t]), s);
        }
        s.intoArray(y, yo);
    }
}
