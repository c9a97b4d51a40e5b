package org.limn.attribution.perturbation;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * Weighted least squares, {@code min Σ_n w_n (y_n − a_n·β)²}, by singular values. Where the problem does not determine β, the
 * shortest is taken: singular values up to {@code ε·max(N, K)·s_max} are dropped, as LAPACK's {@code gelsd} does for NumPy.
 */
final class LeastSquares {
    private final double[] solution;
    private final double[][] influence;
    private final boolean determined;

    /**
     * Solves.
     *
     * @param a N rows of K numbers; overwritten
     * @param y N numbers; overwritten
     * @param w N weights, at least 0
     */
    LeastSquares(double[][] a, double[] y, double[] w) {
        int count = a.length;
        int unknowns = a[0].length;
        for (int n = 0; n < count; n++) {
            double root = Math.sqrt(w[n]);
            y[n] *= root;
            for (int k = 0; k < unknowns; k++) {
                a[n][k] *= root;
            }
        }
        SingularValueDecomposition svd = new SingularValueDecomposition(new Array2DRowRealMatrix(a, false));
        double[] singular = svd.getSingularValues();
        double[][] u = svd.getU().getData();
        double[][] v = svd.getV().getData();
        double least = Math.ulp(1.0) * Math.max(count, unknowns) * singular[0];
        solution = new double[unknowns];
        influence = new double[unknowns][count];
        int rank = 0;
        for (int i = 0; i < singular.length && singular[i] > least; i++, rank++) {
            double along = 0;
            for (int n = 0; n < count; n++) {
                along += u[n][i] * y[n];
            }
            for (int k = 0; k < unknowns; k++) {
                double scaled = v[k][i] / singular[i];
                solution[k] += scaled * along;
                for (int n = 0; n < count; n++) {
                    influence[k][n] += scaled * u[n][i];
                }
            }
        }
        determined = rank == unknowns;
        for (int n = 0; n < count; n++) {
            double residual = y[n];
            for (int k = 0; k < unknowns; k++) {
                residual -= a[n][k] * solution[k];
            }
            for (int k = 0; k < unknowns; k++) {
                influence[k][n] *= residual;
            }
        }
    }

    double[] solution() {
        return solution;
    }

    /** How far each row moves each unknown: its share of the pseudoinverse times what the solution leaves over, [K][N]. */
    double[][] influence() {
        return influence;
    }

    /**
     * Standard errors of the unknowns, robust against unequal variances (White 1980; factor G/(G − K)): rows that complement the one
     * before them form a cluster with it, and rows that were not drawn move nothing. Empty where nothing was drawn or too little.
     *
     * @param influence as above, of the unknowns wanted; rows beyond the samples are left out
     */
    double[] errors(Samples z, double[][] influence) {
        double[] squares = new double[influence.length];
        int clusters = 0;
        for (int n = z.fixed(); n < z.count(); n++) {
            boolean pair = n + 1 < z.count() && z.complementsPrevious(n + 1);
            for (int k = 0; k < squares.length; k++) {
                double moved = influence[k][n] + (pair ? influence[k][n + 1] : 0);
                squares[k] += moved * moved;
            }
            n += pair ? 1 : 0;
            clusters++;
        }
        int free = clusters + z.fixed() - solution.length;
        if (clusters == 0 || free <= 0 || !determined) {
            return new double[0];
        }
        for (int k = 0; k < squares.length; k++) {
            squares[k] = Math.sqrt(squares[k] * (clusters + z.fixed()) / free);
        }
        return squares;
    }
}
