package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Four rows of a tile added each to a place of its own, {@code y[yi + j] += t[ti + i·stride + j]}, one after the other, since the
 * places may overlap: two vectors at a time, a vector.
 */
final class AddTile {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();

    private AddTile() {}

    /** @param length whole vectors */
    static void run(float[] t, int ti, int stride, int length, float[] y, int y0, int y1, int y2, int y3) {
        int j = 0;
        for (; j + 2 * L <= length; j += 2 * L) {
            FloatVector.fromArray(V, y, y0 + j)
                    .add(FloatVector.fromArray(V, t, ti + j))
                    .intoArray(y, y0 + j);
            FloatVector.fromArray(V, y, y0 + j + L)
                    .add(FloatVector.fromArray(V, t, ti + j + L))
                    .intoArray(y, y0 + j + L);
            FloatVector.fromArray(V, y, y1 + j)
                    .add(FloatVector.fromArray(V, t, ti + stride + j))
                    .intoArray(y, y1 + j);
            FloatVector.fromArray(V, y, y1 + j + L)
                    .add(FloatVector.fromArray(V, t, ti + stride + j + L))
                    .intoArray(y, y1 + j + L);
            FloatVector.fromArray(V, y, y2 + j)
                    .add(FloatVector.fromArray(V, t, ti + 2 * stride + j))
                    .intoArray(y, y2 + j);
            FloatVector.fromArray(V, y, y2 + j + L)
                    .add(FloatVector.fromArray(V, t, ti + 2 * stride + j + L))
                    .intoArray(y, y2 + j + L);
            FloatVector.fromArray(V, y, y3 + j)
                    .add(FloatVector.fromArray(V, t, ti + 3 * stride + j))
                    .intoArray(y, y3 + j);
            FloatVector.fromArray(V, y, y3 + j + L)
                    .add(FloatVector.fromArray(V, t, ti + 3 * stride + j + L))
                    .intoArray(y, y3 + j + L);
        }
        if (j < length) {
            FloatVector.fromArray(V, y, y0 + j)
                    .add(FloatVector.fromArray(V, t, ti + j))
                    .intoArray(y, y0 + j);
            FloatVector.fromArray(V, y, y1 + j)
                    .add(FloatVector.fromArray(V, t, ti + stride + j))
                    .intoArray(y, y1 + j);
            FloatVector.fromArray(V, y, y2 + j)
                    .add(FloatVector.fromArray(V, t, ti + 2 * stride + j))
                    .intoArray(y, y2 + j);
            FloatVector.fromArray(V, y, y3 + j)
                    .add(FloatVector.fromArray(V, t, ti + 3 * stride + j))
                    .intoArray(y, y3 + j);
        }
    }
}
