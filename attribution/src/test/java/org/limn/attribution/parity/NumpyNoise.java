package org.limn.attribution.parity;

import org.apache.commons.math3.random.MersenneTwister;

/** {@code numpy.random.seed(seed); numpy.random.normal(0, 1, n)}: NumPy's legacy generator, which stored noise was drawn from. */
final class NumpyNoise extends MersenneTwister {
    private static final long serialVersionUID = 1;

    private double spare = Double.NaN;

    NumpyNoise(int seed) {
        super(seed);
    }

    private double uniform() {
        long high = next(32) >>> 5, low = next(32) >>> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    /** Marsaglia's polar method; the second of a pair is given first. */
    double normal() {
        if (!Double.isNaN(spare)) {
            double kept = spare;
            spare = Double.NaN;
            return kept;
        }
        double x, y, r;
        do {
            x = 2 * uniform() - 1;
            y = 2 * uniform() - 1;
            r = x * x + y * y;
        } while (r >= 1 || r == 0);
        double f = Math.sqrt(-2 * Math.log(r) / r);
        spare = f * x;
        return f * y;
    }
}
