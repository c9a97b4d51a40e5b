package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@code Aᵀ·m·A} of {@link Winograd} for patches side by side: per axis {@code m0+m1+m2, m1−m2−m3}. */
final class SumTransform {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();

    private SumTransform() {}

    /**
     * @param from where the first of the 16 numbers of a patch lies in x; the others are {@code step} apart
     * @param length how many patches, whole vectors
     * @param to where the upper left results go in x; upper right, lower left and lower right follow, each {@code apart}
     */
    static void run(float[] x, int from, int step, int length, int to, int apart) {
        for (int i = 0; i < length; i += L) {
            int m = from + i, y = to + i;
            FloatVector a = FloatVector.fromArray(V, x, m + 4 * step), b = FloatVector.fromArray(V, x, m + 8 * step);
            FloatVector u0 = FloatVector.fromArray(V, x, m).add(a).add(b);
            FloatVector l0 = a.sub(b).sub(FloatVector.fromArray(V, x, m + 12 * step));
            a = FloatVector.fromArray(V, x, m + 5 * step);
            b = FloatVector.fromArray(V, x, m + 9 * step);
            FloatVector u1 = FloatVector.fromArray(V, x, m + step).add(a).add(b);
            FloatVector l1 = a.sub(b).sub(FloatVector.fromArray(V, x, m + 13 * step));
            a = FloatVector.fromArray(V, x, m + 6 * step);
            b = FloatVector.fromArray(V, x, m + 10 * step);
            FloatVector u2 = FloatVector.fromArray(V, x, m + 2 * step).add(a).add(b);
            FloatVector l2 = a.sub(b).sub(FloatVector.fromArray(V, x, m + 14 * step));
            a = FloatVector.fromArray(V, x, m + 7 * step);
            b = FloatVector.fromArray(V, x, m + 11 * step);
            FloatVector u3 = FloatVector.fromArray(V, x, m + 3 * step).add(a).add(b);
            FloatVector l3 = a.sub(b).sub(FloatVector.fromArray(V, x, m + 15 * step));
            u0.add(u1).add(u2).intoArray(x, y);
            u1.sub(u2).sub(u3).intoArray(x, y + apart);
            l0.add(l1).add(l2).intoArray(x, y + 2 * apart);
            l1.sub(l2).sub(l3).intoArray(x, y + 3 * apart);
        }
    }
}
