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
        int i = 0;
        for (; i + 2 * L <= length; i += 2 * L) {
            s0 = FloatVector.fromArray(V, x, xo + i).fma(FloatVector.fromArray(V, y, yo + i), s0);
            s1 = FloatVector.fromArray(V, x, xo + i + L).fma(FloatVector.fromArray(V, y, yo + i + L), s1);
        }
        float[] lanes = s0.add(s1).toArray();
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
