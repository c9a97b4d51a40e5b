package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * 8 rows of a tile, one vector wide, stored as {@code t + r} where y is positive and 0 elsewhere: the gradient through a relu whose
 * output was y. Written out for the reason that {@link Store8} gives.
 */
final class Mask8 {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int W = 3 * V.length();

    private Mask8() {}

    static void run(float[] t, int ti, float[] r, int ro, int ldr, float[] y, int yo, float[] c, int co, int ldc) {
        FloatVector zero = FloatVector.zero(V);
        FloatVector x0 = FloatVector.fromArray(V, t, ti).add(FloatVector.fromArray(V, r, ro));
        zero.blend(x0, FloatVector.fromArray(V, y, yo).compare(VectorOperators.GT, zero))
                .intoArray(c, co);
        FloatVector x1 = FloatVector.fromArray(V, t, ti + W).add(FloatVector.fromArray(V, r, ro + ldr));
        zero.blend(x1, FloatVector.fromArray(V, y, yo + ldc).compare(VectorOperators.GT, zero))
                .intoArray(c, co + ldc);
        FloatVector x2 = FloatVector.fromArray(V, t, ti + 2 * W).add(FloatVector.fromArray(V, r, ro + 2 * ldr));
        zero.blend(x2, FloatVector.fromArray(V, y, yo + 2 * ldc).compare(VectorOperators.GT, zero))
                .intoArray(c, co + 2 * ldc);
        FloatVector x3 = FloatVector.fromArray(V, t, ti + 3 * W).add(FloatVector.fromArray(V, r, ro + 3 * ldr));
        zero.blend(x3, FloatVector.fromArray(V, y, yo + 3 * ldc).compare(VectorOperators.GT, zero))
                .intoArray(c, co + 3 * ldc);
        FloatVector x4 = FloatVector.fromArray(V, t, ti + 4 * W).add(FloatVector.fromArray(V, r, ro + 4 * ldr));
        zero.blend(x4, FloatVector.fromArray(V, y, yo + 4 * ldc).compare(VectorOperators.GT, zero))
                .intoArray(c, co + 4 * ldc);
        FloatVector x5 = FloatVector.fromArray(V, t, ti + 5 * W).add(FloatVector.fromArray(V, r, ro + 5 * ldr));
        zero.blend(x5, FloatVector.fromArray(V, y, yo + 5 * ldc).compare(VectorOperators.GT, zero))
                .intoArray(c, co + 5 * ldc);
        FloatVector x6 = FloatVector.fromArray(V, t, ti + 6 * W).add(FloatVector.fromArray(V, r, ro + 6 * ldr));
        zero.blend(x6, FloatVector.fromArray(V, y, yo + 6 * ldc).compare(VectorOperators.GT, zero))
                .intoArray(c, co + 6 * ldc);
        FloatVector x7 = FloatVector.fromArray(V, t, ti + 7 * W).add(FloatVector.fromArray(V, r, ro + 7 * ldr));
        zero.blend(x7, FloatVector.fromArray(V, y, yo + 7 * ldc).compare(VectorOperators.GT, zero))
                .intoArray(c, co + 7 * ldc);
    }
}
