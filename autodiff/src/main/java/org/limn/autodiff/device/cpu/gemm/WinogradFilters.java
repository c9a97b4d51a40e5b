package org.limn.autodiff.device.cpu.gemm;

import org.limn.autodiff.tensor.Shape;

/**
 * Filters g [O,C,3,3] as {@code G·g·Gᵀ} with {@code G = [1 0 0; ½ ½ ½; ½ −½ ½; 0 0 1]}, computed in float64 and packed as the left
 * sides of 16 products, one for each of the transform's numbers.
 *
 * @param transposed rows are C and k runs over O, each filter turned by 180°; else rows are O and k runs over C
 * @param panelRows rows of a panel
 */
record WinogradFilters(Shape w, boolean transposed, int panelRows) {
    /** Numbers of a transformed filter, and of a transformed patch of the image. */
    static final int NUMBERS = 16;

    int rows() {
        return w.dim(transposed ? 1 : 0);
    }

    int k() {
        return w.dim(transposed ? 0 : 1);
    }

    private FilterOrder order() {
        return new FilterOrder(FilterOrder.Rows.OUTPUTS, NUMBERS * rows(), k(), NUMBERS, new int[] {0}, 1, panelRows);
    }

    float[] pack(float[] filters) {
        float[] all = new float[Math.multiplyExact(NUMBERS, rows() * k())];
        double[] half = new double[12], whole = new double[NUMBERS];
        for (int row = 0; row < rows(); row++) {
            for (int i = 0; i < k(); i++) {
                int filter = 9 * (transposed ? i * rows() + row : row * k() + i);
                transform(filters, filter, half, whole, all, row * k() + i);
            }
        }
        return order().pack(all);
    }

    /** {@code G·g}, column by column, then the rows of that times {@code Gᵀ}. */
    private void transform(float[] filters, int from, double[] half, double[] whole, float[] all, int at) {
        int first = transposed ? from + 8 : from, next = transposed ? -1 : 1;
        for (int j = 0; j < 3; j++) {
            double upper = filters[first + j * next], middle = filters[first + (3 + j) * next];
            line(upper, middle, filters[first + (6 + j) * next], half, j, 3);
        }
        for (int i = 0; i < 4; i++) {
            line(half[3 * i], half[3 * i + 1], half[3 * i + 2], whole, 4 * i, 1);
        }
        for (int n = 0; n < NUMBERS; n++) {
            all[n * rows() * k() + at] = (float) whole[n];
        }
    }

    private static void line(double a, double b, double c, double[] to, int at, int step) {
        to[at] = a;
        to[at + step] = (a + b + c) / 2;
        to[at + 2 * step] = (a - b + c) / 2;
        to[at + 3 * step] = c;
    }

    /** Floats from one number's panels to the next's. */
    int step() {
        return order().step();
    }

    /** Tells packs of one constant apart. */
    String key() {
        return "filters of F(2x2,3x3)" + (transposed ? " transposed" : "") + ", rows " + panelRows;
    }
}
