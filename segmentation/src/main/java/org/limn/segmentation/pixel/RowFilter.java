package org.limn.segmentation.pixel;

/**
 * A symmetric kernel along a row. Each shift of the row is copied to the front of an array of its own: the sum over them is then
 * vector code, which it is not over one array at several offsets (2.8 against 6.1 ns a pixel for a kernel of 7).
 */
final class RowFilter {
    private final double[] kernel;
    private final int radius;
    private final Border border;
    private final double[] continued;
    private final double[] left;
    private final double[] right;

    /** @param kernel its right half */
    RowFilter(double[] kernel, Border border, int width) {
        this.kernel = kernel;
        this.radius = kernel.length - 1;
        this.border = border;
        this.continued = new double[width + 2 * radius];
        this.left = new double[width];
        this.right = new double[width];
    }

    /** Replaces the row by what it is filtered. */
    void apply(double[] row) {
        extend(row);
        System.arraycopy(row, 0, left, 0, row.length);
        Rows.scale(kernel[0], left, row);
        for (int j = radius; j > 0; j--) {
            System.arraycopy(continued, radius - j, left, 0, row.length);
            System.arraycopy(continued, radius + j, right, 0, row.length);
            Rows.addPair(kernel[j], left, right, row);
        }
    }

    private void extend(double[] row) {
        System.arraycopy(row, 0, continued, radius, row.length);
        for (int j = 1; j <= radius; j++) {
            continued[radius - j] = beyond(row, -j);
            continued[radius + row.length - 1 + j] = beyond(row, row.length - 1 + j);
        }
    }

    private double beyond(double[] row, int position) {
        int source = border.index(position, row.length);
        return source < 0 ? 0 : row[source];
    }
}
