package org.limn.segmentation;

/**
 * A layout of pixels in vertical strips 8 wide, an array for each, row by row: a window of the image is then a few long ranges,
 * not many short ones, and loops over the arrays of a strip all count alike, which the compiler turns into vector code. The last
 * strip overhangs the image.
 */
record Strips(int height, int width) {
    static final int BITS = 3;
    static final int WIDE = 1 << BITS;

    /** Rows that are rearranged at a time: what is read and written then shares cache lines with what comes next. */
    static final int ROWS = 16;

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

    /** A plane in this layout, in float32; the overhang holds 0. */
    float[][] arrange(double[] plane) {
        float[][] out = new float[count()][size()];
        for (int top = 0; top < height; top += ROWS) {
            for (int s = 0; s < out.length; s++) {
                for (int row = top; row < Math.min(top + ROWS, height); row++) {
                    narrow(plane, row * width + s * WIDE, out[s], row * WIDE, columns(s));
                }
            }
        }
        return out;
    }

    private static void narrow(double[] from, int start, float[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (float) from[start + i];
        }
    }

    /** Labels in this layout, put back row by row. */
    int[] rowMajor(int[][] arranged) {
        int[] out = new int[height * width];
        for (int top = 0; top < height; top += ROWS) {
            putBack(arranged, top, Math.min(top + ROWS, height), out, top * width);
        }
        return out;
    }

    /** Rows {@code [top, bottom)} of labels in this layout, put back row by row. */
    int[] rowMajor(int[][] arranged, int top, int bottom) {
        int[] out = new int[(bottom - top) * width];
        putBack(arranged, top, bottom, out, 0);
        return out;
    }

    private void putBack(int[][] arranged, int top, int bottom, int[] out, int start) {
        for (int s = 0; s < arranged.length; s++) {
            int at = start + s * WIDE;
            int columns = columns(s);
            for (int row = top; row < bottom; row++) {
                System.arraycopy(arranged[s], row * WIDE, out, at + (row - top) * width, columns);
            }
        }
    }

    /** Puts a row of labels where it belongs. */
    void place(int row, int[] labels, int[][] arranged) {
        for (int s = 0; s < arranged.length; s++) {
            System.arraycopy(labels, s * WIDE, arranged[s], row * WIDE, columns(s));
        }
    }
}
