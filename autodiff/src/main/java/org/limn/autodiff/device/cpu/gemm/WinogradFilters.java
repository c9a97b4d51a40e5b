package org.limn.autodiff.device.cpu.gemm;

import org.limn.autodiff.tensor.Shape;

/**
 * Filters g [O,C,3,3] as {@code G·g·Gᵀ}, computed in float64 and packed as the left sides of 16 products, one for each of the
 * transform's numbers.
 *
 * @param transposed rows are C and k runs over O, each filter turned by 180°; else rows are O and k runs over C
 * @param panelRows rows of a panel
 */
record WinogradFilters(Shape w, boolean transposed, int panelRows) {
    /** Numbers of a transformed filter, and of a transformed patch of the image. */
    static final int NUMBERS = 16;

    private static final double[][] G = {{1, 0, 0}, {0.5, 0.5, 0.5}, {0.5, -0.5, 0.5}, {0, 0, 1}};

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
        for (int row = 0; row < rows(); row++) {
            for (int i = 0; i < k(); i++) {
                int filter = 9 * (transposed ? i * rows() + row : row * k() + i);
                transform(filters, filter, all, row * k() + i);
            }
        }
        return order().pack(all);
    }

    private void transform(float[] filters, int from, float[] all, int at) {
        for (int n = 0; n < NUMBERS; n++) {
            double sum = 0;
            for (int tap = 0; tap < 9; tap++) {
                sum += G[n / 4][tap / 3] * G[n % 4][tap % 3] * filters[from + (transposed ? 8 - tap : tap)];
            }
            all[n * rows() * k() + at] = (float) sum;
        }
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
