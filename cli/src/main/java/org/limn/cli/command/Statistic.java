package org.limn.cli.command;

import java.util.Arrays;

/** One number for those of many photos. */
public enum Statistic {
    MEAN {
        @Override
        double of(double[] values) {
            return Arrays.stream(values).sum() / values.length;
        }
    },
    MEDIAN {
        @Override
        double of(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            int n = sorted.length;
            return (sorted[n / 2] + sorted[(n - 1) / 2]) / 2;
        }
    };

    abstract double of(double[] values);
}
