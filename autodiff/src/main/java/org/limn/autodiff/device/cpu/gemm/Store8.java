package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * 8 rows of a tile stored as {@code min(max(t + bias + r, floor), ceiling)}; a comparison with NaN is false, so NaN stays. Rows
 * are written out, because a loop short enough to be inlined into its caller left vectors boxed there. A variant without the
 * ceiling was not measurably faster.
 */
final class Store8 {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length(), W = 3 * L;

    private Store8() {}

    static void run(
            float[] t,
            int length,
            float[] bias,
            int bi,
            float[] r,
            int ro,
            int ldr,
            float floor,
            float ceiling,
            float[] c,
            int co,
            int ldc) {
        FloatVector low = FloatVector.broadcast(V, floor), high = FloatVector.broadcast(V, ceiling);
        for (int j = 0; j < length; j += L) {
            int ri = ro + j, ci = co + j;
            FloatVector x0 = FloatVector.fromArray(V, t, j)
                    .add(FloatVector.broadcast(V, bias[bi]))
                    .add(FloatVector.fromArray(V, r, ri));
            x0 = x0.blend(low, x0.compare(VectorOperators.LT, low));
            x0.blend(high, x0.compare(VectorOperators.GT, high)).intoArray(c, ci);
            FloatVector x1 = FloatVector.fromArray(V, t, j + W)
                    .add(FloatVector.broadcast(V, bias[bi + 1]))
                    .add(FloatVector.fromArray(V, r, ri + ldr));
            x1 = x1.blend(low, x1.compare(VectorOperators.LT, low));
            x1.blend(high, x1.compare(VectorOperators.GT, high)).intoArray(c, ci + ldc);
            FloatVector x2 = FloatVector.fromArray(V, t, j + 2 * W)
                    .add(FloatVector.broadcast(V, bias[bi + 2]))
                    .add(FloatVector.fromArray(V, r, ri + 2 * ldr));
            x2 = x2.blend(low, x2.compare(VectorOperators.LT, low));
            x2.blend(high, x2.compare(VectorOperators.GT, high)).intoArray(c, ci + 2 * ldc);
            FloatVector x3 = FloatVector.fromArray(V, t, j + 3 * W)
                    .add(FloatVector.broadcast(V, bias[bi + 3]))
                    .add(FloatVector.fromArray(V, r, ri + 3 * ldr));
            x3 = x3.blend(low, x3.compare(VectorOperators.LT, low));
            x3.blend(high, x3.compare(VectorOperators.GT, high)).intoArray(c, ci + 3 * ldc);
            FloatVector x4 = FloatVector.fromArray(V, t, j + 4 * W)
                    .add(FloatVector.broadcast(V, bias[bi + 4]))
                    .add(FloatVector.fromArray(V, r, ri + 4 * ldr));
            x4 = x4.blend(low, x4.compare(VectorOperators.LT, low));
            x4.blend(high, x4.compare(VectorOperators.GT, high)).intoArray(c, ci + 4 * ldc);
            FloatVector x5 = FloatVector.fromArray(V, t, j + 5 * W)
                    .add(FloatVector.broadcast(V, bias[bi + 5]))
                    .add(FloatVector.fromArray(V, r, ri + 5 * ldr));
            x5 = x5.blend(low, x5.compare(VectorOperators.LT, low));
            x5.blend(high, x5.compare(VectorOperators.GT, high)).intoArray(c, ci + 5 * ldc);
            FloatVector x6 = FloatVector.fromArray(V, t, j + 6 * W)
                    .add(FloatVector.broadcast(V, bias[bi + 6]))
                    .add(FloatVector.fromArray(V, r, ri + 6 * ldr));
            x6 = x6.blend(low, x6.compare(VectorOperators.LT, low));
            x6.blend(high, x6.compare(VectorOperators.GT, high)).intoArray(c, ci + 6 * ldc);
            FloatVector x7 = FloatVector.fromArray(V, t, j + 7 * W)
                    .add(FloatVector.broadcast(V, bias[bi + 7]))
                    .add(FloatVector.fromArray(V, r, ri + 7 * ldr));
            x7 = x7.blend(low, x7.compare(VectorOperators.LT, low));
            x7.blend(high, x7.compare(VectorOperators.GT, high)).intoArray(c, ci + 7 * ldc);
        }
    }
}
