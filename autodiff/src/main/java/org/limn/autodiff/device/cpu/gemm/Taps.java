package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A depthwise convolution of one stretch of pixels: {@code y[i] = Σ_t w[wo + which[t]] · x[xo + offsets[t] + i]}, nine taps at a time,
 * whose weights stay in registers over the whole stretch: a loop over taps for every few pixels was half as fast. What is left
 * is done by threes and ones; taps are added in order whatever the groups.
 */
final class Taps {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();

    private Taps() {}

    static void run(float[] x, int xo, int[] offsets, float[] w, int wo, int[] which, float[] y, int yo, int length) {
        Arrays.fill(y, yo, yo + Axis.ceilDiv(length, L) * L, 0);
        int t = 0;
        for (; t + 9 <= offsets.length; t += 9) {
            nine(x, xo, offsets, w, wo, which, t, y, yo, length);
        }
        for (; t + 3 <= offsets.length; t += 3) {
            three(x, xo, offsets, w, wo, which, t, y, yo, length);
        }
        for (; t < offsets.length; t++) {
            one(x, xo + offsets[t], w[wo + which[t]], y, yo, length);
        }
    }

    private static void nine(
            float[] x, int xo, int[] offsets, float[] w, int wo, int[] which, int t, float[] y, int yo, int length) {
        FloatVector w0 = FloatVector.broadcast(V, w[wo + which[t]]);
        FloatVector w1 = FloatVector.broadcast(V, w[wo + which[t + 1]]);
        FloatVector w2 = FloatVector.broadcast(V, w[wo + which[t + 2]]);
        FloatVector w3 = FloatVector.broadcast(V, w[wo + which[t + 3]]);
        FloatVector w4 = FloatVector.broadcast(V, w[wo + which[t + 4]]);
        FloatVector w5 = FloatVector.broadcast(V, w[wo + which[t + 5]]);
        FloatVector w6 = FloatVector.broadcast(V, w[wo + which[t + 6]]);
        FloatVector w7 = FloatVector.broadcast(V, w[wo + which[t + 7]]);
        FloatVector w8 = FloatVector.broadcast(V, w[wo + which[t + 8]]);
        int x0 = xo + offsets[t],
                x1 = xo + offsets[t + 1],
                x2 = xo + offsets[t + 2],
                x3 = xo + offsets[t + 3],
                x4 = xo + offsets[t + 4];
        int x5 = xo + offsets[t + 5], x6 = xo + offsets[t + 6], x7 = xo + offsets[t + 7], x8 = xo + offsets[t + 8];
        for (int i = 0; i < length; i += L) {
            FloatVector s = FloatVector.fromArray(V, y, yo + i);
            s = w0.fma(FloatVector.fromArray(V, x, x0 + i), s);
            s = w1.fma(FloatVector.fromArray(V, x, x1 + i), s);
            s = w2.fma(FloatVector.fromArray(V, x, x2 + i), s);
            s = w3.fma(FloatVector.fromArray(V, x, x3 + i), s);
            s = w4.fma(FloatVector.fromArray(V, x, x4 + i), s);
            s = w5.fma(FloatVector.fromArray(V, x, x5 + i), s);
            s = w6.fma(FloatVector.fromArray(V, x, x6 + i), s);
            s = w7.fma(FloatVector.fromArray(V, x, x7 + i), s);
            s = w8.fma(FloatVector.fromArray(V, x, x8 + i), s);
            s.intoArray(y, yo + i);
        }
    }

    private static void three(
            float[] x, int xo, int[] offsets, float[] w, int wo, int[] which, int t, float[] y, int yo, int length) {
        FloatVector w0 = FloatVector.broadcast(V, w[wo + which[t]]);
        FloatVector w1 = FloatVector.broadcast(V, w[wo + which[t + 1]]);
        FloatVector w2 = FloatVector.broadcast(V, w[wo + which[t + 2]]);
        int x0 = xo + offsets[t], x1 = xo + offsets[t + 1], x2 = xo + offsets[t + 2];
        int i = 0;
        for (; i + 2 * L < length; i += 3 * L) {
            FloatVector s0 = w0.fma(FloatVector.fromArray(V, x, x0 + i), FloatVector.fromArray(V, y, yo + i));
            s0 = w1.fma(FloatVector.fromArray(V, x, x1 + i), s0);
            w2.fma(FloatVector.fromArray(V, x, x2 + i), s0).intoArray(y, yo + i);
            FloatVector s1 = w0.fma(FloatVector.fromArray(V, x, x0 + i + L), FloatVector.fromArray(V, y, yo + i + L));
            s1 = w1.fma(FloatVector.fromArray(V, x, x1 + i + L), s1);
            w2.fma(FloatVector.fromArray(V, x, x2 + i + L), s1).intoArray(y, yo + i + L);
            FloatVector s2 =
                    w0.fma(FloatVector.fromArray(V, x, x0 + i + 2 * L), FloatVector.fromArray(V, y, yo + i + 2 * L));
            s2 = w1.fma(FloatVector.fromArray(V, x, x1 + i + 2 * L), s2);
            w2.fma(FloatVector.fromArray(V, x, x2 + i + 2 * L), s2).intoArray(y, yo + i + 2 * L);
        }
        for (; i < length; i += L) {
            FloatVector s = w0.fma(FloatVector.fromArray(V, x, x0 + i), FloatVector.fromArray(V, y, yo + i));
            s = w1.fma(FloatVector.fromArray(V, x, x1 + i), s);
            w2.fma(FloatVector.fromArray(V, x, x2 + i), s).intoArray(y, yo + i);
        }
    }

    private static void one(float[] x, int xo, float weight, float[] y, int yo, int length) {
        FloatVector w = FloatVector.broadcast(V, weight);
        int i = 0;
        for (; i + 7 * L < length; i += 8 * L) {
            int from = xo + i, to = yo + i;
            w.fma(FloatVector.fromArray(V, x, from), FloatVector.fromArray(V, y, to))
                    .intoArray(y, to);
            w.fma(FloatVector.fromArray(V, x, from + L), FloatVector.fromArray(V, y, to + L))
                    .intoArray(y, to + L);
            w.fma(FloatVector.fromArray(V, x, from + 2 * L), FloatVector.fromArray(V, y, to + 2 * L))
                    .intoArray(y, to + 2 * L);
            w.fma(FloatVector.fromArray(V, x, from + 3 * L), FloatVector.fromArray(V, y, to + 3 * L))
                    .intoArray(y, to + 3 * L);
            w.fma(FloatVector.fromArray(V, x, from + 4 * L), FloatVector.fromArray(V, y, to + 4 * L))
                    .intoArray(y, to + 4 * L);
            w.fma(FloatVector.fromArray(V, x, from + 5 * L), FloatVector.fromArray(V, y, to + 5 * L))
                    .intoArray(y, to + 5 * L);
            w.fma(FloatVector.fromArray(V, x, from + 6 * L), FloatVector.fromArray(V, y, to + 6 * L))
                    .intoArray(y, to + 6 * L);
            w.fma(FloatVector.fromArray(V, x, from + 7 * L), FloatVector.fromArray(V, y, to + 7 * L))
                    .intoArray(y, to + 7 * L);
        }
        for (; i < length; i += L) {
            w.fma(FloatVector.fromArray(V, x, xo + i), FloatVector.fromArray(V, y, yo + i))
                    .intoArray(y, yo + i);
        }
    }
}
