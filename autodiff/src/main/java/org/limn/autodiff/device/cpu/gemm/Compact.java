package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Rows with gaps between them put side by side, by whole vectors: what one writes too much, the next mends. */
final class Compact {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();

    private Compact() {}

    static void run(float[] x, int xo, int stride, int rows, int width, float[] y, int yo) {
        for (int row = 0; row < rows; row++) {
            int from = xo + row * stride, to = yo + row * width;
            for (int i = 0; i < width; i += L) {
                FloatVector.fromArray(V, x, from + i).intoArray(y, to + i);
            }
        }
    }
}
