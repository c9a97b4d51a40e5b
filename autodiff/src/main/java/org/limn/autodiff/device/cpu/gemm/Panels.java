package org.limn.autodiff.device.cpu.gemm;

/**
 * The order of packed operands. Left, a: blocks of {@link Gemm#KC} values, in them panels of rows, in them for every value the
 * panel's rows side by side. Right, b: tiles of pixels, in them for every value the tile's pixels side by side, rounded up to
 * whole vectors.
 */
final class Panels {
    private Panels() {}

    /** Rows rounded up to whole panels. */
    static int padded(int rows, int panelRows) {
        return Axis.ceilDiv(rows, panelRows) * panelRows;
    }

    /** Where the panel of row {@code row} (a multiple of its rows) starts in the block of {@code kc} values from k0 on. */
    static int left(int rows, int panelRows, int k0, int kc, int row) {
        return padded(rows, panelRows) * k0 + row * kc;
    }

    /**
     * Packs a matrix b as right side.
     *
     * @param byK from one value of a pixel to the next
     * @param byPixel from one pixel to the next
     */
    static float[] right(float[] b, int k, int pixels, int byK, int byPixel, int width, int lanes) {
        float[] packed = new float[Math.multiplyExact(k, padded(pixels, lanes))];
        for (int at = 0; at < pixels; at += width) {
            int length = Math.min(width, pixels - at), row = padded(length, lanes);
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < length; j++) {
                    packed[at * k + i * row + j] = b[i * byK + (at + j) * byPixel];
                }
            }
        }
        return packed;
    }
}
