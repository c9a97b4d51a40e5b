package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * 8 rows of a tile stored as {@code t + r} where y is positive and 0 elsewhere: the gradient through a relu whose output was y.
 * Written out for the reason that {@link Store8} gives.
 */
final class Mask8 {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length(), W = 3 * L;

    private Mask8() {}

    static void run(float[] t, int length, float[] r, int ro, int ldr, float[] y, int yo, float[] c, int co, int ldc) {
        FloatVector zero = FloatVector.zero(V);
        for (int j = 0; j < length; j += L) {
            int ri = ro + j, ci = co + j, yi = yo + j;
            FloatVector x0 = FloatVector.fromArray(V, t, j).add(FloatVector.fromArray(V, r, ri));
            zero.blend(x0, FloatVector.fromArray(V, y, yi).compare(VectorOperators.GT, zero))
                    .intoArray(c, ci);
            FloatVector x1 = FloatVector.fromArray(V, t, j + W).add(FloatVector.fromArray(V, r, ri + ldr));
            zero.blend(x1, FloatVector.fromArray(V, y, yi + ldc).compare(VectorOperators.GT, zero))
                    .intoArray(c, ci + ldc);
            FloatVector x2 = FloatVector.fromArray(V, t, j + 2 * W).add(FloatVector.fromArray(V, r, ri + 2 * ldr));
            zero.blend(x2, FloatVector.fromArray(V, y, yi + 2 * ldc).compare(VectorOperators.GT, zero))
                    .intoArray(c, ci + 2 * ldc);
            FloatVector x3 = FloatVector.fromArray(V, t, j + 3 * W).add(FloatVector.fromArray(V, r, ri + 3 * ldr));
            zero.blend(x3, FloatVector.fromArray(V, y, yi + 3 * ldc).compare(VectorOperators.GT, zero))
                    .intoArray(c, ci + 3 * ldc);
            FloatVector x4 = FloatVector.fromArray(V, t, j + 4 * W).add(FloatVector.fromArray(V, r, ri + 4 * ldr));
            zero.blend(x4, FloatVector.fromArray(V, y, yi + 4 * ldc).compare(VectorOperators.GT, zero))
                    .intoArray(c, ci + 4 * ldc);
            FloatVector x5 = FloatVector.fromArray(V, t, j + 5 * W).add(FloatVector.fromArray(V, r, ri + 5 * ldr));
            zero.blend(x5, FloatVector.fromArray(V, y, yi + 5 * ldc).compare(VectorOperators.GT, zero))
                    .intoArray(c, ci + 5 * ldc);
            FloatVector x6 = FloatVector.fromArray(V, t, j + 6 * W).add(FloatVector.fromArray(V, r, ri + 6 * ldr));
            zero.blend(x6, FloatVector.fromArray(V, y, yi + 6 * ldc).compare(VectorOperators.GT, zero))
                    .intoArray(c, ci + 6 * ldc);
            FloatVector x7 = FloatVector.fromArray(V, t, j + 7 * W).add(FloatVector.fromArray(V, r, ri + 7 * ldr));
            zero.blend(x7, FloatVector.fromArray(V, y, yi + 7 * ldc).compare(VectorOperators.GT, zero))
                    .intoArray(c, ci + 7 * ldc);
        }
    }
}
