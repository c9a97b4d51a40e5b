package org.limn.parity;

import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

/** How far apart two arrays of equal size are; NaN in either gives NaN, which passes no limit. */
public final class Figures {
    private Figures() {}

    /** {@code ‖a − b‖ / ‖b‖}. */
    public static double relativeL2(double[] a, double[] b) {
        double difference = 0, norm = 0;
        for (int i = 0; i < same(a, b); i++) {
            difference += (a[i] - b[i]) * (a[i] - b[i]);
            norm += b[i] * b[i];
        }
        return norm == 0 ? Math.sqrt(difference) : Math.sqrt(difference / norm);
    }

    /** {@code max |a − b|}. */
    public static double maxAbs(double[] a, double[] b) {
        double max = 0;
        for (int i = 0; i < same(a, b); i++) {
            max = Math.max(max, Math.abs(a[i] - b[i]));
        }
        return max;
    }

    /** {@code 1 − cos(a, b)}, so that smaller is better, as it is for all figures. */
    public static double oneMinusCosine(double[] a, double[] b) {
        double ab = 0, aa = 0, bb = 0;
        for (int i = 0; i < same(a, b); i++) {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return Math.max(0, 1 - ab / Math.sqrt(aa * bb));
    }

    /** Where the greatest value is: the first, if there are several. */
    public static int argMax(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    /** Entry {@code i} along the first axis. */
    public static double[] at(Tensor64 tensor, int i) {
        int n = tensor.shape().size() / tensor.shape().dim(0);
        return java.util.Arrays.copyOfRange(tensor.data(), i * n, (i + 1) * n);
    }

    public static double[] widen(Tensor tensor) {
        return tensor.widen().data();
    }

    private static int same(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("expected " + b.length + " numbers, got " + a.length);
        }
        return a.length;
    }
}
