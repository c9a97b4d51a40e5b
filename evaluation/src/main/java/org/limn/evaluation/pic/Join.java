package org.limn.evaluation.pic;

import java.util.Arrays;

/** How several values become one. */
public enum Join {
    MEDIAN {
        @Override
        double of(double[] values) {
            double[] sorted = Kept.sorted(values);
            int n = sorted.length;
            return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
        }
    },
    MEAN {
        @Override
        double of(double[] values) {
            return Arrays.stream(values).sum() / values.length;
        }
    };

    abstract double of(double[] values);
}
