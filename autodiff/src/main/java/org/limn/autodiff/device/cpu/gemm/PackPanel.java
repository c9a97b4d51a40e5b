package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Packs a panel by copies of whole vectors. A copy may write too much: the next one, or the next row's first, mends it, so no
 * masks are needed (masked loads are 2 to 150 times slower). Rows are written out several at a time, which keeps these loops
 * from being inlined.
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
        } else if (copies <= 8) {
            eight(x, start, offsets, k0, kc, source, target, copies - 1, panel, at, width);
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
        int k = 0;
        for (; k + 4 <= kc; k += 4) {
            int to = at + k * width;
            int x0 = start + offsets[k0 + k];
            FloatVector.fromArray(V, x, x0 + s0).intoArray(panel, to);
            FloatVector.fromArray(V, x, x0 + s1).intoArray(panel, to + L);
            FloatVector.fromArray(V, x, x0 + s2).intoArray(panel, to + 2 * L);
            int x1 = start + offsets[k0 + k + 1];
            to += width;
            FloatVector.fromArray(V, x, x1 + s0).intoArray(panel, to);
            FloatVector.fromArray(V, x, x1 + s1).intoArray(panel, to + L);
            FloatVector.fromArray(V, x, x1 + s2).intoArray(panel, to + 2 * L);
            int x2 = start + offsets[k0 + k + 2];
            to += width;
            FloatVector.fromArray(V, x, x2 + s0).intoArray(panel, to);
            FloatVector.fromArray(V, x, x2 + s1).intoArray(panel, to + L);
            FloatVector.fromArray(V, x, x2 + s2).intoArray(panel, to + 2 * L);
            int x3 = start + offsets[k0 + k + 3];
            to += width;
            FloatVector.fromArray(V, x, x3 + s0).intoArray(panel, to);
            FloatVector.fromArray(V, x, x3 + s1).intoArray(panel, to + L);
            FloatVector.fromArray(V, x, x3 + s2).intoArray(panel, to + 2 * L);
        }
        for (; k < kc; k++) {
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
        int k = 0;
        for (; k + 4 <= kc; k += 4) {
            int to = at + k * width;
            int x0 = start + offsets[k0 + k];
            FloatVector.fromArray(V, x, x0 + s0).intoArray(panel, to + t0);
            FloatVector.fromArray(V, x, x0 + s1).intoArray(panel, to + t1);
            FloatVector.fromArray(V, x, x0 + s2).intoArray(panel, to + t2);
            FloatVector.fromArray(V, x, x0 + s3).intoArray(panel, to + t3);
            int x1 = start + offsets[k0 + k + 1];
            to += width;
            FloatVector.fromArray(V, x, x1 + s0).intoArray(panel, to + t0);
            FloatVector.fromArray(V, x, x1 + s1).intoArray(panel, to + t1);
            FloatVector.fromArray(V, x, x1 + s2).intoArray(panel, to + t2);
            FloatVector.fromArray(V, x, x1 + s3).intoArray(panel, to + t3);
            int x2 = start + offsets[k0 + k + 2];
            to += width;
            FloatVector.fromArray(V, x, x2 + s0).intoArray(panel, to + t0);
            FloatVector.fromArray(V, x, x2 + s1).intoArray(panel, to + t1);
            FloatVector.fromArray(V, x, x2 + s2).intoArray(panel, to + t2);
            FloatVector.fromArray(V, x, x2 + s3).intoArray(panel, to + t3);
            int x3 = start + offsets[k0 + k + 3];
            to += width;
            FloatVector.fromArray(V, x, x3 + s0).intoArray(panel, to + t0);
            FloatVector.fromArray(V, x, x3 + s1).intoArray(panel, to + t1);
            FloatVector.fromArray(V, x, x3 + s2).intoArray(panel, to + t2);
            FloatVector.fromArray(V, x, x3 + s3).intoArray(panel, to + t3);
        }
        for (; k < kc; k++) {
            int from = start + offsets[k0 + k], to = at + k * width;
            FloatVector.fromArray(V, x, from + s0).intoArray(panel, to + t0);
            FloatVector.fromArray(V, x, from + s1).intoArray(panel, to + t1);
            FloatVector.fromArray(V, x, from + s2).intoArray(panel, to + t2);
            FloatVector.fromArray(V, x, from + s3).intoArray(panel, to + t3);
        }
    }

    /** Five to eight copies; those that there are not, repeat the last. */
    private static void eight(
            float[] x,
            int start,
            int[] offsets,
            int k0,
            int kc,
            int[] source,
            int[] target,
            int last,
            float[] panel,
            int at,
            int width) {
        int s0 = source[0], s1 = source[1], s2 = source[2], s3 = source[3], s4 = source[4];
        int s5 = source[Math.min(5, last)], s6 = source[Math.min(6, last)], s7 = source[last];
        int t0 = at, t1 = at + target[1], t2 = at + target[2], t3 = at + target[3], t4 = at + target[4];
        int t5 = at + target[Math.min(5, last)], t6 = at + target[Math.min(6, last)], t7 = at + target[last];
        for (int k = 0; k < kc; k++) {
            int from = start + offsets[k0 + k], to = k * width;
            FloatVector.fromArray(V, x, from + s0).intoArray(panel, to + t0);
            FloatVector.fromArray(V, x, from + s1).intoArray(panel, to + t1);
            FloatVector.fromArray(V, x, from + s2).intoArray(panel, to + t2);
            FloatVector.fromArray(V, x, from + s3).intoArray(panel, to + t3);
            FloatVector.fromArray(V, x, from + s4).intoArray(panel, to + t4);
            FloatVector.fromArray(V, x, from + s5).intoArray(panel, to + t5);
            FloatVector.fromArray(V, x, from + s6).intoArray(panel, to + t6);
            FloatVector.fromArray(V, x, from + s7).intoArray(panel, to + t7);
        }
    }

    /** Images so narrow that a tile has many rows of them: number by number. */
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
                int end = i + 1 < copies ? target[i + 1] : Math.min(width, target[i] + L);
                for (int j = target[i]; j < end; j++) {
                    panel[to + j] = x[from + source[i] + j - target[i]];
                }
            }
        }
    }
}
