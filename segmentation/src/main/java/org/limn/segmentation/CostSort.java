package org.limn.segmentation;

/**
 * A stable sort of non-negative finite costs with an int beside each: one scatter into buckets by the leading bits, then a merge
 * sort within each bucket. Linear in practice, n log n at worst, and of the 12 bytes per cost only one copy is made.
 */
final class CostSort {
    private static final int SHORT = 24;

    /** What is made of the sorted arrays. */
    interface Sorted<T> {
        T of(double[] costs, int[] items);
    }

    private final double[] costs;
    private final int[] items;
    private double[] left = new double[0];
    private int[] leftItems = new int[0];

    private CostSort(double[] costs, int[] items) {
        this.costs = costs;
        this.items = items;
    }

    static <T> T sort(double[] costs, int[] items, Sorted<T> result) {
        CostSort sorted = scattered(costs, items);
        return result.of(sorted.costs, sorted.items);
    }

    private static CostSort scattered(double[] costs, int[] items) {
        int n = costs.length;
        long low = Long.MAX_VALUE;
        long high = 0;
        for (double cost : costs) {
            long bits = Double.doubleToRawLongBits(cost);
            low = bits == 0 ? low : Math.min(low, bits);
            high = Math.max(high, bits);
        }
        int shift = shift(high - Math.min(low, high), Math.max(1 << 10, Math.min(1 << 20, n / 4)));
        int[] ends = new int[(int) (high - Math.min(low, high) >>> shift) + 2];
        for (double cost : costs) {
            ends[bucket(cost, low, shift)]++;
        }
        for (int b = 0, sum = 0; b < ends.length; b++) {
            int size = ends[b];
            ends[b] = sum;
            sum += size;
        }
        CostSort out = new CostSort(new double[n], new int[n]);
        for (int i = 0; i < n; i++) {
            int to = ends[bucket(costs[i], low, shift)]++;
            out.costs[to] = costs[i];
            out.items[to] = items[i];
        }
        for (int b = 0, from = 0; b < ends.length; from = ends[b++]) {
            out.sort(from, ends[b]);
        }
        return out;
    }

    /** The bits to drop so that a range of bit patterns falls into at most so many buckets. */
    private static int shift(long range, int buckets) {
        int shift = 0;
        while (range >>> shift >= buckets) {
            shift++;
        }
        return shift;
    }

    // the bit patterns of non-negative doubles rise as the doubles do
    private static int bucket(double cost, long low, int shift) {
        long bits = Double.doubleToRawLongBits(cost);
        return bits == 0 ? 0 : 1 + (int) (bits - low >>> shift);
    }

    private void sort(int from, int to) {
        if (to - from <= SHORT) {
            insert(from, to);
            return;
        }
        int middle = from + to >>> 1;
        sort(from, middle);
        sort(middle, to);
        if (costs[middle - 1] > costs[middle]) {
            merge(from, middle, to);
        }
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

    private void merge(int from, int middle, int to) {
        int n = middle - from;
        if (left.length < n) {
            left = new double[n + n / 2];
            leftItems = new int[n + n / 2];
        }
        System.arraycopy(costs, from, left, 0, n);
        System.arraycopy(items, from, leftItems, 0, n);
        for (int i = 0, j = middle, k = from; i < n; k++) {
            boolean right = j < to && costs[j] < left[i];
            costs[k] = right ? costs[j] : left[i];
            items[k] = right ? items[j++] : leftItems[i++];
        }
    }
}
