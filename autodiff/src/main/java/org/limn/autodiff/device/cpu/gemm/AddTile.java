package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows of a tile added each to a place of its own, {@code y[at + targets[i] + j] += t[i·stride + j]} by whole vectors: four rows at a
 * time, written out.
 */
final class AddTile {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();

    private AddTile() {}

    static void run(float[] t, int stride, int rows, int length, float[] y, int at, int[] targets, int first) {
        int i = 0;
        for (; i + 4 <= rows; i += 4) {
            int row = first + i;
            four(
                    t,
                    i * stride,
                    stride,
                    length,
                    y,
                    at + targets[row],
                    at + targets[row + 1],
                    at + targets[row + 2],
                    at + targets[row + 3]);
        }
        for (; i < rows; i++) {
            AddRow.run(t, i * stride, y, at + targets[first + i], length);
        }
    }

    private static void four(float[] t, int ti, int stride, int length, float[] y, int y0, int y1, int y2, int y3) {
        for (int j = 0; j < length; j += L) {
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
