package org.limn.evaluation.scenes;

/**
 * A stream of random numbers: SplitMix64.
 *
 * <p>Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014, fig. 17. Written out here
 * because the bytes of a scene must not depend on the library's version.
 */
final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    Dice(long seed, long index) {
        state = mix(mix(seed + GOLDEN) ^ (index * GOLDEN + 1));
    }

    static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, 1). */
    double unit() {
        state += GOLDEN;
        return (mix(state) >>> 11) * 0x1p-53;
    }

    double between(double low, double high) {
        return low + (high - low) * unit();
    }

    int below(int bound) {
        return (int) (unit() * bound);
    }

    boolean chance(double p) {
        return unit() < p;
    }

    /** Standard normal, to what the sum of four uniform numbers gives: bounded by ±3.5, enough for a sensor's noise. */
    double normal() {
        return (unit() + unit() + unit() + unit() - 2) * 1.7320508075688772;
    }
}
