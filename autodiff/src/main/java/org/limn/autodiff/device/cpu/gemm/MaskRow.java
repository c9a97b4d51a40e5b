package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code c = t} where y is positive and 0 elsewhere, along one stretch: four vectors at a time, vectors, and the last vector once
 * more where it ends; a shorter stretch number by number.
 */
final class MaskRow {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();

    private MaskRow() {}

    static void run(float[] t, int ti, int length, float[] y, int yo, float[] c, int co) {
        FloatVector zero = FloatVector.zero(V);
        int i = 0;
        for (; i + 4 * L <= length; i += 4 * L) {
            FloatVector x0 = FloatVector.fromArray(V, t, ti + i);
            FloatVector y0 = FloatVector.fromArray(V, y, yo + i);
            zero.blend(x0, y0.compare(VectorOperators.GT, zero)).intoArray(c, co + i);
            FloatVector x1 = FloatVector.fromArray(V, t, ti + i + L);
            FloatVector y1 = FloatVector.fromArray(V, y, yo + i + L);
            zero.blend(x1, y1.compare(VectorOperators.GT, zero)).intoArray(c, co + i + L);
            FloatVector x2 = FloatVector.fromArray(V, t, ti + i + 2 * L);
            FloatVector y2 = FloatVector.fromArray(V, y, yo + i + 2 * L);
            zero.blend(x2, y2.compare(VectorOperators.GT, zero)).intoArray(c, co + i + 2 * L);
            FloatVector x3 = FloatVector.fromArray(V, t, ti + i + 3 * L);
            FloatVector y3 = FloatVector.fromArray(V, y, yo + i + 3 * L);
            zero.blend(x3, y3.compare(VectorOperators.GT, zero)).intoArray(c, co + i + 3 * L);
        }
        for (; i + L <= length; i += L) {
            FloatVector x = FloatVector.fromArray(V, t, ti + i);
            zero.blend(x, FloatVector.fromArray(V, y, yo + i).compare(VectorOperators.GT, zero))
                    .intoArray(c, co + i);
        }
        if (i < length && length >= L) {
            i = length - L;
            FloatVector x = FloatVector.fromArray(V, t, ti + i);
            zero.blend(x, FloatVector.fromArray(V, y, yo + i).compare(VectorOperators.GT, zero))
                    .intoArray(c, co + i);
            return;
        }
        for (; i < length; i++) {
            c[co + i] = y[yo + i] > 0 ? t[ti + i] : 0;
        }
    }
}
