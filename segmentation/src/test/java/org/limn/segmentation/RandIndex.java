package org.limn.segmentation;

import java.util.Arrays;

/** How far two partitions agree on pairs of pixels. */
public final class RandIndex {
    private RandIndex() {}

    /** Hubert and Arabie, "Comparing partitions", 1985: 1 where they are the same, about 0 where they are unrelated. */
    public static double adjusted(Segmentation a, Segmentation b) {
        double both = pairs(shared(a, b));
        double inA = pairs(a.areas());
        double inB = pairs(b.areas());
        double expected = inA * inB / pairs(a.labels().length);
        return inA == inB && inA == both ? 1 : (both - expected) / ((inA + inB) / 2 - expected);
    }

    /** How many pixels each region of one has in common with each of the other, where there are any. */
    private static int[] shared(Segmentation a, Segmentation b) {
        long[] keys = new long[a.labels().length];
        Arrays.setAll(keys, i -> (long) a.labels()[i] * b.regions() + b.labels()[i]);
        Arrays.sort(keys);
        int[] counts = new int[keys.length];
        int at = 0;
        for (int i = 0; i < keys.length; i++) {
            at += i > 0 && keys[i] != keys[i - 1] ? 1 : 0;
            counts[at]++;
        }
        return counts;
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
