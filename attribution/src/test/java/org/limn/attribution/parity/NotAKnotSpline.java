package org.limn.attribution.parity;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The cubic spline through values at even nodes whose third derivative is the same on both sides of the second and of the last but
 * one node, as Hermite pieces: {@code slopes} are its derivatives at the nodes.
 */
final class NotAKnotSpline {
    private final double h;
    private final RealMatrix slopes;

    NotAKnotSpline(int nodes, double h) {
        this.h = h;
        double[][] left = new double[nodes][nodes], right = new double[nodes][nodes];
        for (int i = 1; i < nodes - 1; i++) {
            for (int d = -1; d <= 1; d++) {
                left[i][i + d] = d == 0 ? 4 : 1;
                right[i][i + d] = 3 * d / h;
            }
        }
        // equal third derivatives: m0 − m2 = 2(−y0 + 2·y1 − y2)/h, and so at the other end
        for (int end : new int[] {0, nodes - 1}) {
            int inward = end == 0 ? 1 : -1;
            left[end][end] = 1;
            left[end][end + 2 * inward] = -1;
            right[end][end] = -2 * inward / h;
            right[end][end + inward] = 4 * inward / h;
            right[end][end + 2 * inward] = -2 * inward / h;
        }
        slopes = new LUDecomposition(new Array2DRowRealMatrix(left, false))
                .getSolver()
                .solve(new Array2DRowRealMatrix(right, false));
    }

    double[] slopes(double[] values) {
        return slopes.operate(values);
    }

    /** The piece that x lies in. */
    int piece(double x) {
        return Math.max(0, Math.min(slopes.getRowDimension() - 2, (int) (x / h)));
    }

    /** What value and slope at the piece's left node, then at its right one, count for at x, or for the slope there. */
    double[] weights(double x, int piece, boolean slope) {
        double t = x / h - piece, s = 1 - t;
        return slope
                ? new double[] {-6 * s * t / h, s * (s - 2 * t), 6 * s * t / h, t * (t - 2 * s)}
                : new double[] {s * s * (1 + 2 * t), h * s * s * t, t * t * (1 + 2 * s), -h * t * t * s};
    }
}
