package org.limn.segmentation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

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

    /** The share of pixels whose regions in the two partitions are not each other's best match. */
    public static double moved(Segmentation a, Segmentation b) {
        int[] la = a.labels(), lb = b.labels();
        Map<Long, Integer> shared = new HashMap<>();
        for (int i = 0; i < la.length; i++) {
            shared.merge((long) la[i] * b.regions() + lb[i], 1, Integer::sum);
        }
        long[] bestOfA = new long[a.regions()], bestOfB = new long[b.regions()];
        shared.forEach((pair, count) -> {
            int inA = (int) (pair / b.regions()), inB = (int) (pair % b.regions());
            bestOfA[inA] = Math.max(bestOfA[inA], count);
            bestOfB[inB] = Math.max(bestOfB[inB], count);
        });
        long kept = shared.entrySet().stream()
                .filter(e -> e.getValue() == bestOfA[(int) (e.getKey() / b.regions())]
                        && e.getValue() == bestOfB[(int) (e.getKey() % b.regions())])
                .mapToLong(Map.Entry::getValue)
                .sum();
        return 1 - (double) kept / la.length;
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
