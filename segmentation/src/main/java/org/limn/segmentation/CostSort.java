package org.limn.segmentation;

/**
 * A stable sort of non-negative finite costs with an int beside each: scattered into buckets by the leading bits in which they
 * differ, and each bucket again, until few are left to insert. At most six scatters for any costs, and never more buckets than
 * the second-level cache has room for. Of the 12 bytes per cost one copy is made; the arrays that were given serve as scratch.
 */
final class CostSort {
    private static final int SHORT = 24;
    private static final int MOST_BUCKETS = 1 << 14;

    /** What is made of the sorted arrays. */
    interface Sorted<T> {
        T of(double[] costs, int[] items);
    }

    private final double[] costs;
    private final int[] items;
    private final double[] spare;
    private final int[] spareItems;

    private CostSort(double[] spare, int[] spareItems, int n) {
        this.costs = new double[n];
        this.items = new int[n];
        this.spare = spare;
        this.spareItems = spareItems;
    }

    /** Sorts the first {@code n} of the given costs. */
    static <T> T sort(double[] costs, int[] items, int n, Sorted<T> result) {
        CostSort sorted = new CostSort(costs, items, n);
        Buckets buckets = Buckets.of(costs, 0, n);
        buckets.scatter(costs, items, n, 0, sorted.costs, sorted.items);
        sorted.sortBuckets(buckets, 0);
        return result.of(sorted.costs, sorted.items);
    }

    private void sortBuckets(Buckets buckets, int start) {
        int from = start;
        for (int end : buckets.ends) {
            if (end - from <= SHORT) {
                insert(from, end);
            } else {
                sort(from, end);
            }
            from = end;
        }
    }

    private void sort(int from, int to) {
        Buckets buckets = Buckets.of(costs, from, to);
        if (buckets.ends.length == 1) {
            return;
        }
        int n = to - from;
        System.arraycopy(costs, from, spare, 0, n);
        System.arraycopy(items, from, spareItems, 0, n);
        buckets.scatter(spare, spareItems, n, from, costs, items);
        sortBuckets(buckets, from);
    }

    private void insert(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            double cost = costs[i];
            int item = items[i];
            int j = i;
            for (; j > from && costs[j - 1] > cost; j--) {
                costs[j] = costs[j - 1];
                items[j] = items[j - 1];
            }
            costs[j] = cost;
            items[j] = item;
        }
    }

    /** Ranges of bit patterns, which rise as non-negative doubles do, and where each ends in the sorted order. */
    private static final class Buckets {
        private final long low;
        private final int shift;
        private final int[] ends;

        private Buckets(long low, int shift, int count) {
            this.low = low;
            this.shift = shift;
            this.ends = new int[count];
        }

        static Buckets of(double[] costs, int from, int to) {
            long low = Long.MAX_VALUE;
            long high = 0;
            for (int i = from; i < to; i++) {
                long bits = Double.doubleToRawLongBits(costs[i]);
                low = Math.min(low, bits);
                high = Math.max(high, bits);
            }
            int most = Math.max(2, Math.min(MOST_BUCKETS, (to - from) / 2));
            int shift = 0;
            while (high - low >>> shift >= most) {
                shift++;
            }
            Buckets buckets = new Buckets(low, shift, high < low ? 0 : (int) (high - low >>> shift) + 1);
            buckets.count(costs, from, to);
            return buckets;
        }

        private void count(double[] costs, int from, int to) {
            for (int i = from; i < to; i++) {
                ends[bucket(costs[i])]++;
            }
        }

        private int bucket(double cost) {
            return (int) (Double.doubleToRawLongBits(cost) - low >>> shift);
        }

        /** Moves {@code n} costs to {@code start} on, bucket after bucket. */
        void scatter(double[] costs, int[] items, int n, int start, double[] toCosts, int[] toItems) {
            int sum = start;
            for (int b = 0; b < ends.length; b++) {
                int size = ends[b];
                ends[b] = sum;
                sum += size;
            }
            for (int i = 0; i < n; i++) {
                int to = ends[bucket(costs[i])]++;
                toCosts[to] = costs[i];
                toItems[to] = items[i];
            }
        }
    }
}
