package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@code Σ x·y}: four sums per lane, lanes added in ascending order (a reduction by the Vector API promises no order). */
final class Dot {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();

    private Dot() {}

    static float run(float[] x, int xo, float[] y, int yo, int length) {
        FloatVector s0 = FloatVector.zero(V), s1 = FloatVector.zero(V);
        FloatVector s2 = FloatVector.zero(V), s3 = FloatVector.zero(V);
        int i = 0;
        for (; i + 4 * L <= length; i += 4 * L) {
            int a = xo + i, b = yo + i;
            s0 = FloatVector.fromArray(V, x, a).fma(FloatVector.fromArray(V, y, b), s0);
            s1 = FloatVector.fromArray(V, x, a + L).fma(FloatVector.fromArray(V, y, b + L), s1);
            s2 = FloatVector.fromArray(V, x, a + 2 * L).fma(FloatVector.fromArray(V, y, b + 2 * L), s2);
            s3 = FloatVector.fromArray(V, x, a + 3 * L).fma(FloatVector.fromArray(V, y, b + 3 * L), s3);
        }
        for (; i + L <= length; i += L) {
            s0 = FloatVector.fromArray(V, x, xo + i).fma(FloatVector.fromArray(V, y, yo + i), s0);
        }
        float[] lanes = s0.add(s1).add(s2.add(s3)).toArray();
        float sum = 0;
        for (float lane : lanes) {
            sum += lane;
        }
        for (; i < length; i++) {
            sum = Math.fma(x[xo + i], y[yo + i], sum);
        }
        return sum;
    }
}
