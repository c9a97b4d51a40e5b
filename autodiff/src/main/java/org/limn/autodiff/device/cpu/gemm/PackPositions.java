package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link DotTile#pack} by copies of whole vectors, four at a time; a copy that writes too much is mended by the next. */
final class PackPositions {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;

    private PackPositions() {}

    static void run(
            float[] x,
            int start,
            int[] offsets,
            int first,
            int rows,
            int[] source,
            int[] target,
            int copies,
            int length,
            float[] y,
            int yo,
            int step) {
        for (int row = 0; row < rows; row++) {
            int from = start + offsets[first + row], to = yo + row * step, i = 0;
            for (; i + 8 <= copies; i += 8) {
                FloatVector.fromArray(V, x, from + source[i]).intoArray(y, to + target[i]);
                FloatVector.fromArray(V, x, from + source[i + 1]).intoArray(y, to + target[i + 1]);
                FloatVector.fromArray(V, x, from + source[i + 2]).intoArray(y, to + target[i + 2]);
                FloatVector.fromArray(V, x, from + source[i + 3]).intoArray(y, to + target[i + 3]);
                FloatVector.fromArray(V, x, from + source[i + 4]).intoArray(y, to + target[i + 4]);
                FloatVector.fromArray(V, x, from + source[i + 5]).intoArray(y, to + target[i + 5]);
                FloatVector.fromArray(V, x, from + source[i + 6]).intoArray(y, to + target[i + 6]);
                FloatVector.fromArray(V, x, from + source[i + 7]).intoArray(y, to + target[i + 7]);
            }
            for (; i < copies; i++) {
                FloatVector.fromArray(V, x, from + source[i]).intoArray(y, to + target[i]);
            }
        }
    }
}
