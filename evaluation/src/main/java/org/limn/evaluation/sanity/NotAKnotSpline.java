package org.limn.evaluation.sanity;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The cubic spline through values at given nodes whose third derivative is the same on both sides of the second and of the last but
 * one node, as Hermite pieces: {@code slopes} are its derivatives at the nodes.
 */
final class NotAKnotSpline {
    private final double[] nodes;
    private final RealMatrix slopes;

    NotAKnotSpline(double... nodes) {
        this.nodes = nodes.clone();
        int n = nodes.length;
        double[][] left = new double[n][n], right = new double[n][n];
        for (int i = 1; i < n - 1; i++) {
            left[i][i - 1] = width(i);
            left[i][i] = 2 * (width(i - 1) + width(i));
            left[i][i + 1] = width(i - 1);
            chord(right[i], i - 1, 3 * width(i));
            chord(right[i], i, 3 * width(i - 1));
        }
        equalThirds(left[0], right[0], 0);
        equalThirds(left[n - 1], right[n - 1], n - 3);
        slopes = new LUDecomposition(new Array2DRowRealMatrix(left, false))
                .getSolver()
                .solve(new Array2DRowRealMatrix(right, false));
    }

    private double width(int piece) {
        return nodes[piece + 1] - nodes[piece];
    }

    /** Adds a multiple of the slope of the chord over a piece, as a row that acts on the values. */
    private void chord(double[] row, int piece, double factor) {
        row[piece + 1] += factor / width(piece);
        row[piece] -= factor / width(piece);
    }

    /** {@code (m₀ + m₁ − 2d₀)/h₀² = (m₁ + m₂ − 2d₁)/h₁²}: one third derivative on two neighbouring pieces. */
    private void equalThirds(double[] left, double[] right, int piece) {
        double a = 1 / (width(piece) * width(piece)), b = 1 / (width(piece + 1) * width(piece + 1));
        left[piece] += a;
        left[piece + 1] += a - b;
        left[piece + 2] -= b;
        chord(right, piece, 2 * a);
        chord(right, piece + 1, -2 * b);
    }

    double[] slopes(double[] values) {
        return slopes.operate(values);
    }

    /** The piece that x lies in. */
    int piece(double x) {
        int at = Arrays.binarySearch(nodes, x);
        return Math.max(0, Math.min(nodes.length - 2, at >= 0 ? at : -at - 2));
    }

    /** What value and slope at the piece's left node, then at its right one, count for at x, or for the slope there. */
    double[] weights(double x, int piece, boolean slope) {
        double h = width(piece), t = (x - nodes[piece]) / h, s = 1 - t;
        return slope
                ? new double[] {-6 * s * t / h, s * (s - 2 * t), 6 * s * t / h, t * (t - 2 * s)}
                : new double[] {s * s * (1 + 2 * t), h * s * s * t, t * t * (1 + 2 * s), -h * t * t * s};
    }
}
