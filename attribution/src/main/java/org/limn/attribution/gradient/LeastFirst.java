package org.limn.attribution.gradient;

/**
 * Features by |gradient|, least first, those of equal |gradient| in order of their index; sorted once per step, so that each round
 * takes a slice. The bits of a non-negative float32 sort as the float does (NaN last): three counting passes of 11 bits, 1.5 ms for
 * 150,528 features where a comparison sort takes 12.
 */
final class LeastFirst {
    private static final int BITS = 11;
    private static final int BUCKETS = 1 << BITS;

    private long[] sorted;
    private long[] spare;
    private int first;
    private int end;

    LeastFirst(int features) {
        sorted = new long[features];
        spare = new long[features];
    }

    /** Sorts the features that are not yet as far as they may go. */
    void sort(float[] gradients, int at, double[] point, double[] furthest) {
        first = 0;
        end = 0;
        for (int i = 0; i < point.length; i++) {
            if (point[i] != furthest[i]) {
                sorted[end++] = (long) Float.floatToIntBits(Math.abs(gradients[at + i])) << 32 | i;
            }
        }
        for (int shift = 32; shift < 64; shift += BITS) {
            pass(shift);
        }
    }

    private void pass(int shift) {
        int[] next = new int[BUCKETS + 1];
        for (int k = 0; k < end; k++) {
            next[bucket(sorted[k], shift) + 1]++;
        }
        for (int b = 0; b < BUCKETS; b++) {
            next[b + 1] += next[b];
        }
        for (int k = 0; k < end; k++) {
            spare[next[bucket(sorted[k], shift)]++] = sorted[k];
        }
        long[] swap = sorted;
        sorted = spare;
        spare = swap;
    }

    private static int bucket(long key, int shift) {
        return (int) (key >>> shift) & (BUCKETS - 1);
    }

    boolean isEmpty() {
        return first == end;
    }

    /** How many features there are up to the one with this rank, those equal to it included; all, if there are no more. */
    int least(int rank) {
        int last = first + rank;
        if (last >= end) {
            return end - first;
        }
        while (last + 1 < end && sorted[last + 1] >>> 32 == sorted[last] >>> 32) {
            last++;
        }
        return last + 1 - first;
    }

    /** The k-th feature that is left. */
    int feature(int k) {
        return (int) sorted[first + k];
    }

    void remove(int n) {
        first += n;
    }
}
