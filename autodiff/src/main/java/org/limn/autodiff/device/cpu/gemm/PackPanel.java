package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Packs a panel by copies of whole vectors. A copy may write too much: the next one, or the next row's first, mends it, so no
 * masks are needed (masked loads are 2 to 150 times slower).
 */
final class PackPanel {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();

    private PackPanel() {}

    /** Row k of the panel takes, for every copy, a vector from {@code start + offsets[k0 + k] + source[i]} to {@code target[i]}. */
    static void run(
            float[] x,
            int start,
            int[] offsets,
            int k0,
            int kc,
            int[] source,
            int[] target,
            int copies,
            float[] panel,
            int at,
            int width) {
        if (copies == 3 && target[1] == L && target[2] == 2 * L) {
            three(x, start, offsets, k0, kc, source[0], source[1], source[2], panel, at, width);
        } else if (copies <= 4) {
            int last = copies - 1, i1 = Math.min(1, last), i2 = Math.min(2, last);
            four(
                    x,
                    start,
                    offsets,
                    k0,
                    kc,
                    source[0],
                    source[i1],
                    source[i2],
                    source[last],
                    target[0],
                    target[i1],
                    target[i2],
                    target[last],
                    panel,
                    at,
                    width);
        } else {
            many(x, start, offsets, k0, kc, source, target, copies, panel, at, width);
        }
    }

    private static void three(
            float[] x,
            int start,
            int[] offsets,
            int k0,
            int kc,
            int s0,
            int s1,
            int s2,
            float[] panel,
            int at,
            int width) {
        for (int k = 0; k < kc; k++) {
            int from = start + offsets[k0 + k], to = at + k * width;
            FloatVector.fromArray(V, x, from + s0).intoArray(panel, to);
            FloatVector.fromArray(V, x, from + s1).intoArray(panel, to + L);
            FloatVector.fromArray(V, x, from + s2).intoArray(panel, to + 2 * L);
        }
    }

    private static void four(
            float[] x,
            int start,
            int[] offsets,
            int k0,
            int kc,
            int s0,
            int s1,
            int s2,
            int s3,
            int t0,
            int t1,
            int t2,
            int t3,
            float[] panel,
            int at,
            int width) {
        for (int k = 0; k < kc; k++) {
            int from = start + offsets[k0 + k], to = at + k * width;
            FloatVector.fromArray(V, x, from + s0).intoArray(panel, to + t0);
            FloatVector.fromArray(V, x, from + s1).intoArray(panel, to + t1);
            FloatVector.fromArray(V, x, from + s2).intoArray(panel, to + t2);
            FloatVector.fromArray(V, x, from + s3).intoArray(panel, to + t3);
        }
    }

    private static void many(
            float[] x,
            int start,
            int[] offsets,
            int k0,
            int kc,
            int[] source,
            int[] target,
            int copies,
            float[] panel,
            int at,
            int width) {
        for (int k = 0; k < kc; k++) {
            int from = start + offsets[k0 + k], to = at + k * width;
            for (int i = 0; i < copies; i++) {
                FloatVector.fromArray(V, x, from + source[i]).intoArray(panel, to + target[i]);
            }
        }
    }
}
