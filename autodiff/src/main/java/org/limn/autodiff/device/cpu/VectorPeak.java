package org.limn.autodiff.device.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Multiply-adds on vectors in registers. Loaded only where the module is there. */
final class VectorPeak {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;

    /** Per iteration: twelve accumulators, enough to hide the latency of two units with four cycles each, and a spare. */
    static final int FLOPS = 12 * 2 * V.length();

    private VectorPeak() {}

    static float run(int iterations) {
        FloatVector x = FloatVector.broadcast(V, 0.999f), y = FloatVector.broadcast(V, 0.001f);
        FloatVector a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int n = 0; n < iterations; n++) {
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
        return a.add(b)
                .add(c)
                .add(d)
                .add(e)
                .add(f)
                .add(g)
                .add(h)
                .add(i)
                .add(j)
                .add(k)
                .add(l)
                .lane(0);
    }
}
