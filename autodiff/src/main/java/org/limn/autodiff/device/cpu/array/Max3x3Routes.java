package org.limn.autodiff.device.cpu.array;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The loops of {@link Max3x3Grad}; all go by whole vectors and overrun what they write by less than one. */
final class Max3x3Routes {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();
    private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(V, i -> 2 * i % L);
    private static final VectorShuffle<Float> ODD = VectorShuffle.fromOp(V, i -> (2 * i + 1) % L);
    private static final VectorMask<Float> UPPER = VectorMask.fromLong(V, -1L << L / 2);
    private static final VectorShuffle<Float> LOW = VectorShuffle.fromOp(V, i -> i / 2);
    private static final VectorShuffle<Float> HIGH = VectorShuffle.fromOp(V, i -> L / 2 + i / 2);
    private static final VectorMask<Float> SECOND = VectorMask.fromLong(V, 0xAAAAAAAAAAAAAAAAL);

    private Max3x3Routes() {}

    /** {@code y[even + i] = x[2i], y[odd + i] = x[2i+1]} for i below n. */
    static void split(float[] x, int from, int n, float[] y, int even, int odd) {
        for (int i = 0; i < n; i += L) {
            FloatVector a = FloatVector.fromArray(V, x, from + 2 * i);
            FloatVector b = FloatVector.fromArray(V, x, from + 2 * i + L);
            a.rearrange(EVEN).blend(b.rearrange(EVEN), UPPER).intoArray(y, even + i);
            a.rearrange(ODD).blend(b.rearrange(ODD), UPPER).intoArray(y, odd + i);
        }
    }

    /** {@code x[to + 2i] = x[a + i] + x[b + i], x[to + 2i+1] = x[c + i] + x[d + i]} for i below n. */
    static void merge(float[] x, int a, int b, int c, int d, int n, int to) {
        for (int i = 0; i < n; i += L) {
            FloatVector p = FloatVector.fromArray(V, x, a + i).add(FloatVector.fromArray(V, x, b + i));
            FloatVector q = FloatVector.fromArray(V, x, c + i).add(FloatVector.fromArray(V, x, d + i));
            p.rearrange(LOW).blend(q.rearrange(LOW), SECOND).intoArray(x, to + 2 * i);
            p.rearrange(HIGH).blend(q.rearrange(HIGH), SECOND).intoArray(x, to + 2 * i + L);
        }
    }

    /**
     * Adds the cotangents g of n windows where the first of their nine numbers in reading order has the maximum.
     *
     * @param x0 even columns of the windows' upper row; the odd ones {@code pitch} further; x1 and x2 likewise
     * @param d0 what first taps add to the upper row, added to; second taps {@code pitch} further, third ones again, one element on
     * @param d1 likewise of the middle row, overwritten; d2 likewise of the lower
     * @return 0, or NaN where a maximum is not finite
     */
    static float route(float[] a, int x0, int x1, int x2, int d0, int d1, int d2, int pitch, int g, int n) {
        FloatVector zero = FloatVector.zero(V), finite = zero;
        for (int i = 0; i < n; i += L) {
            FloatVector p0 = FloatVector.fromArray(V, a, x0 + i), p1 = FloatVector.fromArray(V, a, x0 + pitch + i);
            FloatVector p2 = FloatVector.fromArray(V, a, x0 + i + 1), q0 = FloatVector.fromArray(V, a, x1 + i);
            FloatVector q1 = FloatVector.fromArray(V, a, x1 + pitch + i), q2 = FloatVector.fromArray(V, a, x1 + i + 1);
            FloatVector r0 = FloatVector.fromArray(V, a, x2 + i), r1 = FloatVector.fromArray(V, a, x2 + pitch + i);
            FloatVector r2 = FloatVector.fromArray(V, a, x2 + i + 1);
            FloatVector m =
                    p0.max(p1).max(p2).max(q0.max(q1).max(q2)).max(r0.max(r1).max(r2));
            finite = finite.add(m.sub(m));
            FloatVector left = FloatVector.fromArray(V, a, g + i);
            int to = d0 + i;
            VectorMask<Float> here = p0.eq(m);
            FloatVector.fromArray(V, a, to).add(zero.blend(left, here)).intoArray(a, to);
            left = left.blend(zero, here);
            to += pitch;
            here = p1.eq(m);
            FloatVector.fromArray(V, a, to).add(zero.blend(left, here)).intoArray(a, to);
            left = left.blend(zero, here);
            to += pitch + 1;
            here = p2.eq(m);
            FloatVector.fromArray(V, a, to).add(zero.blend(left, here)).intoArray(a, to);
            left = left.blend(zero, here);
            here = q0.eq(m);
            zero.blend(left, here).intoArray(a, d1 + i);
            left = left.blend(zero, here);
            here = q1.eq(m);
            zero.blend(left, here).intoArray(a, d1 + pitch + i);
            left = left.blend(zero, here);
            here = q2.eq(m);
            zero.blend(left, here).intoArray(a, d1 + 2 * pitch + i + 1);
            left = left.blend(zero, here);
            here = r0.eq(m);
            zero.blend(left, here).intoArray(a, d2 + i);
            left = left.blend(zero, here);
            here = r1.eq(m);
            zero.blend(left, here).intoArray(a, d2 + pitch + i);
            zero.blend(left.blend(zero, here), r2.eq(m)).intoArray(a, d2 + 2 * pitch + i + 1);
        }
        return finite.reduceLanes(VectorOperators.ADD);
    }
}
