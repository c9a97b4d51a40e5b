package org.limn.attribution.parity;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Measures of how two maps differ, in float64. */
public final class Compared {
    private Compared() {}

    /** {@code ‖a − b‖₂ / ‖b‖₂}, b the reference. */
    public static double relativeL2(double[] a, double[] b) {
        double difference = 0, norm = 0;
        for (int i = 0; i < b.length; i++) {
            difference += (a[i] - b[i]) * (a[i] - b[i]);
            norm += b[i] * b[i];
        }
        return a.length == b.length ? Math.sqrt(difference / norm) : Double.NaN;
    }

    /** {@code 1 − a·b / (‖a‖₂ ‖b‖₂)}. */
    public static double oneMinusCosine(double[] a, double[] b) {
        double product = 0, aa = 0, bb = 0;
        for (int i = 0; i < b.length; i++) {
            product += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return a.length == b.length ? 1 - product / Math.sqrt(aa * bb) : Double.NaN;
    }

    /** {@code max |a − b| / max |b|}, b the reference. */
    public static double relativeMax(double[] a, double[] b) {
        double difference = 0, greatest = 0;
        for (int i = 0; i < b.length; i++) {
            difference = Math.max(difference, Math.abs(a[i] - b[i]));
            greatest = Math.max(greatest, Math.abs(b[i]));
        }
        return a.length == b.length ? difference / greatest : Double.NaN;
    }

    /** The share of the places where a and b differ. */
    public static double unequal(int[] a, double[] b) {
        long n = IntStream.range(0, b.length).filter(i -> a[i] != b[i]).count();
        return a.length == b.length ? (double) n / b.length : Double.NaN;
    }

    /** The share of the top 5 % of b, by value, that is not in the top 5 % of a. */
    public static double missedOfTop5(double[] a, double[] b) {
        int n = b.length / 20;
        boolean[] top = new boolean[b.length];
        IntStream.of(order(a)).limit(n).forEach(i -> top[i] = true);
        long missed = IntStream.of(order(b)).limit(n).filter(i -> !top[i]).count();
        return a.length == b.length ? (double) missed / n : Double.NaN;
    }

    private static int[] order(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted((i, j) -> Double.compare(values[j], values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** [H,W,C] as [C,H,W]. */
    public static double[] channelsFirst(double[] hwc, int channels) {
        int pixels = hwc.length / channels;
        double[] chw = new double[hwc.length];
        Arrays.setAll(chw, i -> hwc[i % pixels * channels + i / pixels]);
        return chw;
    }
}
