package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Rows with gaps between them put side by side, by whole vectors: what one writes too much, the next mends. */
final class Compact {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();

    private Compact() {}

    static void run(float[] x, int xo, int stride, int rows, int width, float[] y, int yo) {
        int row = 0;
        for (; width <= L && row + 4 <= rows; row += 4) {
            int from = xo + row * stride, to = yo + row * width;
            FloatVector.fromArray(V, x, from).intoArray(y, to);
            FloatVector.fromArray(V, x, from + stride).intoArray(y, to + width);
            FloatVector.fromArray(V, x, from + 2 * stride).intoArray(y, to + 2 * width);
            FloatVector.fromArray(V, x, from + 3 * stride).intoArray(y, to + 3 * width);
        }
        for (; width <= 2 * L && row + 2 <= rows; row += 2) {
            int from = xo + row * stride, to = yo + row * width;
            FloatVector.fromArray(V, x, from).intoArray(y, to);
            FloatVector.fromArray(V, x, from + L).intoArray(y, to + L);
            FloatVector.fromArray(V, x, from + stride).intoArray(y, to + width);
            FloatVector.fromArray(V, x, from + stride + L).intoArray(y, to + width + L);
        }
        for (; row < rows; row++) {
            int from = xo + row * stride, to = yo + row * width;
            for (int i = 0; i < width; i += L) {
                FloatVector.fromArray(V, x, from + i).intoArray(y, to + i);
            }
        }
    }
}
