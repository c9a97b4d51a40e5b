package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code c = min(max(t + bias, floor), ceiling)} along one stretch: four vectors at a time, vectors, and the last vector once more
 * where it ends; a shorter stretch number by number.
 */
final class StoreRow {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();

    private StoreRow() {}

    static void run(float[] t, int ti, int length, float bias, float floor, float ceiling, float[] c, int co) {
        FloatVector low = FloatVector.broadcast(V, floor), high = FloatVector.broadcast(V, ceiling);
        int i = 0;
        for (; i + 4 * L <= length; i += 4 * L) {
            FloatVector x0 = FloatVector.fromArray(V, t, ti + i).add(bias);
            x0 = x0.blend(low, x0.compare(VectorOperators.LT, low));
            x0.blend(high, x0.compare(VectorOperators.GT, high)).intoArray(c, co + i);
            FloatVector x1 = FloatVector.fromArray(V, t, ti + i + L).add(bias);
            x1 = x1.blend(low, x1.compare(VectorOperators.LT, low));
            x1.blend(high, x1.compare(VectorOperators.GT, high)).intoArray(c, co + i + L);
            FloatVector x2 = FloatVector.fromArray(V, t, ti + i + 2 * L).add(bias);
            x2 = x2.blend(low, x2.compare(VectorOperators.LT, low));
            x2.blend(high, x2.compare(VectorOperators.GT, high)).intoArray(c, co + i + 2 * L);
            FloatVector x3 = FloatVector.fromArray(V, t, ti + i + 3 * L).add(bias);
            x3 = x3.blend(low, x3.compare(VectorOperators.LT, low));
            x3.blend(high, x3.compare(VectorOperators.GT, high)).intoArray(c, co + i + 3 * L);
        }
        for (; i + L <= length; i += L) {
            FloatVector x = FloatVector.fromArray(V, t, ti + i).add(bias);
            x = x.blend(low, x.compare(VectorOperators.LT, low));
            x.blend(high, x.compare(VectorOperators.GT, high)).intoArray(c, co + i);
        }
        if (i < length && length >= L) {
            i = length - L;
            FloatVector x = FloatVector.fromArray(V, t, ti + i).add(bias);
            x = x.blend(low, x.compare(VectorOperators.LT, low));
            x.blend(high, x.compare(VectorOperators.GT, high)).intoArray(c, co + i);
            return;
        }
        for (; i < length; i++) {
            float x = t[ti + i] + bias;
            x = x < floor ? floor : x;
            c[co + i] = x > ceiling ? ceiling : x;
        }
    }
}
