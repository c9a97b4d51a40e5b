package org.limn.evaluation.sanity;

import java.util.Arrays;
import org.limn.attribution.Model;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/**
 * A function of two pixels: the bicubic not-a-knot spline through values on a grid, in tensor products of Hermite pieces. A model of
 * one class that takes images f32[N,1,1,2]; in float64 where it is asked directly.
 */
public final class Bicubic implements Model {
    /** Value, slope along x2, slope along x1, both, of every node. */
    private final double[][][] nodes;

    private final NotAKnotSpline spline;
    private final double least;
    private final double greatest;

    /**
     * The spline through given values.
     *
     * @param places of the nodes along either axis, ascending
     * @param values {@code values[i][j]} at {@code (places[i], places[j])}
     */
    public Bicubic(double[] places, double[][] values) {
        this.spline = new NotAKnotSpline(places);
        this.least = places[0];
        this.greatest = places[places.length - 1];
        double[][] f = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
        double[][] along2 = eachRow(f), along1 = transposed(eachRow(transposed(f)));
        this.nodes = new double[][][] {f, along2, along1, eachRow(along1)};
    }

    private double[][] eachRow(double[][] rows) {
        return Arrays.stream(rows).map(spline::slopes).toArray(double[][]::new);
    }

    private static double[][] transposed(double[][] rows) {
        double[][] columns = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return columns;
    }

    public double value(double x1, double x2) {
        return value(x1, x2, false, false);
    }

    /** The value, or its derivative by either number or both. */
    public double value(double x1, double x2, boolean slope1, boolean slope2) {
        int i = spline.piece(x1), j = spline.piece(x2);
        double[] a = spline.weights(x1, i, slope1), b = spline.weights(x2, j, slope2);
        double sum = 0;
        for (int p = 0; p < 4; p++) {
            for (int q = 0; q < 4; q++) {
                sum += a[p] * b[q] * nodes[2 * (p % 2) + q % 2][i + p / 2][j + q / 2];
            }
        }
        return sum;
    }

    /** The local maximum that climbing from a place leads to, to within 1e-9: steps in eight directions, halved when none leads up. */
    public double[] maximumFrom(double x1, double x2) {
        double[] at = {x1, x2};
        for (double step = 1; step > 1e-9; ) {
            double best = value(at[0], at[1]);
            double[] next = at;
            for (int k = 0; k < 9; k++) {
                double a = Math.max(least, Math.min(greatest, at[0] + step * (k / 3 - 1)));
                double b = Math.max(least, Math.min(greatest, at[1] + step * (k % 3 - 1)));
                if (value(a, b) > best) {
                    best = value(a, b);
                    next = new double[] {a, b};
                }
            }
            step = next == at ? step / 2 : step;
            at = next;
        }
        return at;
    }

    @Override
    public int batch() {
        return 64;
    }

    @Override
    public Tensor scores(Tensor images) {
        float[] x = images.data(), scores = new float[x.length / 2];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) value(x[2 * i], x[2 * i + 1]);
        }
        return Tensor.of(Shape.of(scores.length, 1), scores);
    }

    @Override
    public Tensor gradients(Tensor images, int[] targets) {
        float[] x = images.data(), gradients = new float[x.length];
        for (int i = 0; i < x.length; i += 2) {
            gradients[i] = (float) value(x[i], x[i + 1], true, false);
            gradients[i + 1] = (float) value(x[i], x[i + 1], false, true);
        }
        return Tensor.of(images.shape(), gradients);
    }
}
