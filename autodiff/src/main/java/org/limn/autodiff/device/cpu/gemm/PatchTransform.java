package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code Bᵀ·d·B} of {@link Winograd} for patches side by side: per axis {@code d0−d2, d1+d2, d2−d1, d1−d3}. A number of d lies in the
 * plane of its even or odd row and column, so that neighbouring patches find theirs side by side.
 */
final class PatchTransform {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();

    private PatchTransform() {}

    /**
     * For every channel, its 16 numbers {@code step} apart in v, one channel's {@code width} floats from the next.
     *
     * @param phase from one of an image's four planes to the next
     * @param pitch from one row to the next
     * @param channel from one channel to the next
     * @param source where, for each of the {@code copies} whole vectors, the patches lie in a plane
     * @param target where they go; targets ascend, and what one writes too much, the next mends
     */
    static void run(
            float[] x,
            int start,
            int phase,
            int pitch,
            int channel,
            int channels,
            int[] source,
            int[] target,
            int copies,
            float[] v,
            int width,
            int step) {
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < copies; i++) {
                int from = start + c * channel + source[i], to = c * width + target[i];
                left(x, from, phase, pitch, v, to, step);
                right(x, from, phase, pitch, v, to + 2 * step, step);
            }
        }
    }

    /** The first two numbers of each of the patch's rows; one method that stores all 16 is more than C2 makes vector code of. */
    private static void left(float[] x, int at, int phase, int pitch, float[] v, int to, int step) {
        int odd = at + 2 * phase;
        FloatVector a = FloatVector.fromArray(V, x, at), b = FloatVector.fromArray(V, x, odd);
        FloatVector c = FloatVector.fromArray(V, x, at + pitch), d = FloatVector.fromArray(V, x, odd + pitch);
        FloatVector u00 = a.sub(c), u10 = b.add(c), u20 = c.sub(b), u30 = b.sub(d);
        a = FloatVector.fromArray(V, x, at + phase);
        b = FloatVector.fromArray(V, x, odd + phase);
        c = FloatVector.fromArray(V, x, at + phase + pitch);
        d = FloatVector.fromArray(V, x, odd + phase + pitch);
        FloatVector u01 = a.sub(c), u11 = b.add(c), u21 = c.sub(b), u31 = b.sub(d);
        a = FloatVector.fromArray(V, x, at + 1);
        b = FloatVector.fromArray(V, x, odd + 1);
        c = FloatVector.fromArray(V, x, at + 1 + pitch);
        d = FloatVector.fromArray(V, x, odd + 1 + pitch);
        FloatVector u02 = a.sub(c), u12 = b.add(c), u22 = c.sub(b), u32 = b.sub(d);
        u00.sub(u02).intoArray(v, to);
        u01.add(u02).intoArray(v, to + step);
        u10.sub(u12).intoArray(v, to + 4 * step);
        u11.add(u12).intoArray(v, to + 5 * step);
        u20.sub(u22).intoArray(v, to + 8 * step);
        u21.add(u22).intoArray(v, to + 9 * step);
        u30.sub(u32).intoArray(v, to + 12 * step);
        u31.add(u32).intoArray(v, to + 13 * step);
    }

    /** The last two. */
    private static void right(float[] x, int at, int phase, int pitch, float[] v, int to, int step) {
        int odd = at + 2 * phase;
        FloatVector a = FloatVector.fromArray(V, x, at + phase);
        FloatVector b = FloatVector.fromArray(V, x, odd + phase);
        FloatVector c = FloatVector.fromArray(V, x, at + phase + pitch);
        FloatVector d = FloatVector.fromArray(V, x, odd + phase + pitch);
        FloatVector u01 = a.sub(c), u11 = b.add(c), u21 = c.sub(b), u31 = b.sub(d);
        a = FloatVector.fromArray(V, x, at + 1);
        b = FloatVector.fromArray(V, x, odd + 1);
        c = FloatVector.fromArray(V, x, at + 1 + pitch);
        d = FloatVector.fromArray(V, x, odd + 1 + pitch);
        a.sub(c).sub(u01).intoArray(v, to);
        b.add(c).sub(u11).intoArray(v, to + 4 * step);
        c.sub(b).sub(u21).intoArray(v, to + 8 * step);
        b.sub(d).sub(u31).intoArray(v, to + 12 * step);
        a = FloatVector.fromArray(V, x, at + phase + 1);
        b = FloatVector.fromArray(V, x, odd + phase + 1);
        c = FloatVector.fromArray(V, x, at + phase + 1 + pitch);
        d = FloatVector.fromArray(V, x, odd + phase + 1 + pitch);
        u01.sub(a.sub(c)).intoArray(v, to + step);
        u11.sub(b.add(c)).intoArray(v, to + 5 * step);
        u21.sub(c.sub(b)).intoArray(v, to + 9 * step);
        u31.sub(b.sub(d)).intoArray(v, to + 13 * step);
    }
}
