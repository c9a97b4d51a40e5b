package org.limn.evaluation;

import java.util.Arrays;

/** Places in the order of their values, decided in float64; of equal values the lower place comes first, and −0 equals 0. */
public final class Order {
    private Order() {}

    /** Places from the least value to the greatest. */
    public static int[] ascending(double... values) {
        return sorted(values, 1);
    }

    /** Places from the greatest value to the least: not the reverse of {@link #ascending} where values tie. */
    public static int[] descending(double... values) {
        return sorted(values, -1);
    }

    /** The same places from the last to the first. */
    public static int[] reversed(int... order) {
        int[] reversed = new int[order.length];
        Arrays.setAll(reversed, i -> order[order.length - 1 - i]);
        return reversed;
    }

    /** Mean ranks from 1: equal values share the mean of the ranks that they take up together. */
    public static double[] meanRanks(double... values) {
        int[] order = ascending(values);
        double[] ranks = new double[values.length];
        for (int from = 0, to; from < order.length; from = to) {
            to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int k = from; k < to; k++) {
                ranks[order[k]] = (from + to + 1) / 2.0;
            }
        }
        return ranks;
    }

    /** Merge sort from below: stable, and no boxes for a number per pixel. */
    private static int[] sorted(double[] values, int sign) {
        double[] keys = new double[values.length];
        for (int i = 0; i < keys.length; i++) {
            if (Double.isNaN(values[i])) {
                throw new IllegalArgumentException("values are ordered that are numbers, got NaN at place " + i);
            }
            keys[i] = sign * values[i];
        }
        int[] order = new int[values.length];
        Arrays.setAll(order, i -> i);
        int[] next = new int[order.length];
        for (int run = 1; run < order.length; run *= 2) {
            for (int left = 0; left < order.length; left += 2 * run) {
                int middle = Math.min(left + run, order.length), right = Math.min(left + 2 * run, order.length);
                int a = left, b = middle;
                for (int k = left; k < right; k++) {
                    next[k] = b == right || a < middle && keys[order[a]] <= keys[order[b]] ? order[a++] : order[b++];
                }
            }
            int[] swapped = order;
            order = next;
            next = swapped;
        }
        return order;
    }
}
