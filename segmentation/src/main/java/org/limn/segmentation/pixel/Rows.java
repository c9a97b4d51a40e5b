package org.limn.segmentation.pixel;

/** Planes as one array per row: loops over rows side by side count alike in all of them, so that they become vector code. */
final class Rows {
    private Rows() {}

    static double[][] of(double[] plane, int height, int width) {
        double[][] rows = new double[height][width];
        for (int y = 0; y < height; y++) {
            System.arraycopy(plane, y * width, rows[y], 0, width);
        }
        return rows;
    }

    static double[] flat(double[][] rows) {
        int width = rows[0].length;
        double[] plane = new double[Math.multiplyExact(rows.length, width)];
        for (int y = 0; y < rows.length; y++) {
            System.arraycopy(rows[y], 0, plane, y * width, width);
        }
        return plane;
    }

    static double[][] transposed(double[][] rows) {
        double[][] out = new double[rows[0].length][rows.length];
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < out.length; x++) {
                out[x][y] = rows[y][x];
            }
        }
        return out;
    }

    /** {@code y ← factor·x}. */
    static void scale(double factor, double[] x, double[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] = factor * x[i];
        }
    }

    /** {@code y ← y + factor·x}. */
    static void add(double factor, double[] x, double[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] += factor * x[i];
        }
    }

    /** {@code y ← y + factor·(a + b)}. */
    static void addPair(double factor, double[] a, double[] b, double[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] += (a[i] + b[i]) * factor;
        }
    }

    /** Each number rounded to float32, in place. */
    static double[][] rounded(double[][] rows) {
        for (double[] row : rows) {
            for (int x = 0; x < row.length; x++) {
                row[x] = (float) row[x];
            }
        }
        return rows;
    }
}
