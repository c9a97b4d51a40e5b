package org.limn.segmentation;

/**
 * A layout of pixels in vertical strips 8 wide, an array for each, row by row: a window of the image is then a few long ranges,
 * not many short ones, and loops over the arrays of a strip all count alike, which the compiler turns into vector code. The last
 * strip overhangs the image.
 */
record Strips(int height, int width) {
    static final int BITS = 3;
    static final int WIDE = 1 << BITS;

    /** The number of strips. */
    int count() {
        return (width + WIDE - 1) / WIDE;
    }

    /** The number of places in a strip. */
    int size() {
        return height * WIDE;
    }

    /** The columns of a strip that lie within the image. */
    int columns(int strip) {
        return Math.min(WIDE, width - strip * WIDE);
    }

    /** A plane in this layout; the overhang holds 0. */
    double[][] arrange(double[] plane) {
        double[][] out = new double[count()][size()];
        for (int s = 0; s < out.length; s++) {
            for (int row = 0; row < height; row++) {
                System.arraycopy(plane, row * width + s * WIDE, out[s], row * WIDE, columns(s));
            }
        }
        return out;
    }

    /** Labels in this layout, put back row by row. */
    int[] rowMajor(int[][] arranged) {
        int[] out = new int[height * width];
        for (int s = 0; s < arranged.length; s++) {
            for (int row = 0; row < height; row++) {
                System.arraycopy(arranged[s], row * WIDE, out, row * width + s * WIDE, columns(s));
            }
        }
        return out;
    }

    /** Puts a row of labels where it belongs. */
    void place(int row, int[] labels, int[][] arranged) {
        for (int s = 0; s < arranged.length; s++) {
            System.arraycopy(labels, s * WIDE, arranged[s], row * WIDE, columns(s));
        }
    }

    /** The mean over the image of the sum over planes of squares. */
    double meanSquare(double[][][] planes) {
        double sum = 0;
        for (double[][] plane : planes) {
            for (double[] strip : plane) {
                for (double v : strip) {
                    sum += v * v;
                }
            }
        }
        return sum / ((double) height * width);
    }
}
