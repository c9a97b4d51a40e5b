package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Fused multiply-adds that wait for nothing but each other: twelve chains, enough to fill every pipeline, and no memory. */
public final class FmaChain {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int CHAINS = 12;

    private FmaChain() {}

    /** Floating-point operations of {@code n} rounds. */
    public static double flops(int n) {
        return 2.0 * CHAINS * V.length() * n;
    }

    /** Runs {@code n} rounds; the result depends on all of them. */
    public static float run(int n) {
        FloatVector x = FloatVector.broadcast(V, 0.999f), y = FloatVector.broadcast(V, 0.001f);
        FloatVector a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int round = 0; round < n; round++) {
            a = a.fma(x, y);
            b = b.fma(x, y);
            c = c.fma(x, y);
            d = d.fma(x, y);
            e = e.fma(x, y);
            f = f.fma(x, y);
            g = g.fma(x, y);
            h = h.fma(x, y);
            i = i.fma(x, y);
            j = j.fma(x, y);
            k = k.fma(x, y);
            l = l.fma(x, y);
        }
        FloatVector sum = a.add(b)
                .add(c)
                .add(d)
                .add(e)
                .add(f)
                .add(g)
                .add(h)
                .add(i)
                .add(j)
                .add(k)
                .add(l);
        return sum.lane(0);
    }
}
