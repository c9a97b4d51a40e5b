package org.limn.attribution.perturbation;

import java.util.Arrays;
import java.util.List;
import org.limn.attribution.ExplanationException;

/**
 * Samples Z of {0,1}: for each perturbed image the segments that it keeps (1); the others are perturbed (0).
 *
 * <p>The first {@code fixed} rows are certain, the others were drawn; standard errors come from these alone.
 */
public final class Samples {
    private final List<boolean[]> rows;
    private final int segments;
    private final int fixed;
    private final double[] weights;

    /**
     * Samples as they are.
     *
     * @param rows at least one, all of one length from 1 on; to be changed no more
     * @param fixed how many of the first were not drawn at random
     * @param weights the share of the Shapley kernel that each row stands for; empty where the rows were not drawn by it
     */
    public Samples(List<boolean[]> rows, int fixed, double... weights) {
        this.rows = List.copyOf(rows);
        this.segments = rows.isEmpty() ? 0 : rows.get(0).length;
        this.fixed = Math.min(fixed, rows.size());
        this.weights = weights.clone();
        if (segments == 0 || !rows.stream().allMatch(r -> r.length == segments)) {
            throw new IllegalArgumentException("samples need at least one row, all of one length from 1 on");
        } else if (weights.length != 0 && weights.length != rows.size()) {
            throw new IllegalArgumentException(rows.size() + " samples need as many weights, got " + weights.length);
        }
    }

    /** Samples without randomness, from numbers that are 0 or 1. */
    public static Samples of(double[][] z) {
        return new Samples(
                Arrays.stream(z)
                        .map(row -> {
                            boolean[] kept = new boolean[row.length];
                            for (int s = 0; s < kept.length; s++) {
                                kept[s] = row[s] != 0;
                            }
                            return kept;
                        })
                        .toList(),
                z.length);
    }

    /** N. */
    public int count() {
        return rows.size();
    }

    /** S. */
    public int segments() {
        return segments;
    }

    public int fixed() {
        return fixed;
    }

    public boolean kept(int n, int s) {
        return rows.get(n)[s];
    }

    /** How many segments a sample keeps. */
    public int kept(int n) {
        int kept = 0;
        for (boolean z : rows.get(n)) {
            kept += z ? 1 : 0;
        }
        return kept;
    }

    public boolean isUntouched(int n) {
        return kept(n) == segments;
    }

    /** Whether a sample keeps exactly what the one before it perturbs. */
    boolean complementsPrevious(int n) {
        for (int s = 0; s < segments; s++) {
            if (kept(n, s) == kept(n - 1, s)) {
                return false;
            }
        }
        return true;
    }

    /** The share of the Shapley kernel that each row stands for; empty where the rows were not drawn by it. */
    double[] weights() {
        return weights;
    }

    /**
     * The mean score of the untouched samples.
     *
     * @throws ExplanationException if there is none
     */
    double untouched(double[] y, String method) {
        return mean(y, segments, method + " needs the score of the untouched image, but no sample keeps every segment");
    }

    /** The mean score of the samples that keep nothing. */
    double removed(double[] y, String method) {
        return mean(y, 0, method + " needs the score of the image without any segment, but no sample perturbs all");
    }

    private double mean(double[] y, int size, String otherwise) {
        double sum = 0;
        int found = 0;
        for (int n = 0; n < count(); n++) {
            if (kept(n) == size) {
                sum += y[n];
                found++;
            }
        }
        if (found == 0) {
            throw new ExplanationException(otherwise);
        }
        return sum / found;
    }

    /** Checks that there is a score for each sample. */
    void require(double[] y) {
        if (y.length != count()) {
            throw new IllegalArgumentException(count() + " samples need as many scores, got " + y.length);
        }
    }
}
