package org.limn.segmentation;

/** How far two partitions agree on pairs of pixels. */
final class RandIndex {
    private RandIndex() {}

    /** Hubert and Arabie, "Comparing partitions", 1985: 1 where they are the same, about 0 where they are unrelated. */
    static double adjusted(Segmentation a, Segmentation b) {
        long[][] shared = new long[a.regions()][b.regions()];
        for (int i = 0; i < a.labels().length; i++) {
            shared[a.labels()[i]][b.labels()[i]]++;
        }
        double both = 0;
        for (long[] row : shared) {
            for (long n : row) {
                both += pairs(n);
            }
        }
        double inA = pairs(a.areas());
        double inB = pairs(b.areas());
        double expected = inA * inB / pairs(a.labels().length);
        return inA == inB && inA == both ? 1 : (both - expected) / ((inA + inB) / 2 - expected);
    }

    private static double pairs(int... areas) {
        double sum = 0;
        for (int n : areas) {
            sum += pairs((long) n);
        }
        return sum;
    }

    private static double pairs(long n) {
        return n * (n - 1) / 2.0;
    }
}
