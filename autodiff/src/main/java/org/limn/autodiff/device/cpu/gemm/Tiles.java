package org.limn.autodiff.device.cpu.gemm;

/**
 * One thread's panel and tile, and the inner loops over them. The panel holds kc values of up to {@link #width} pixels, the
 * tile {@link #rows} sums for each of these pixels.
 */
interface Tiles {
    /** Sums per pixel: how many rows of a are multiplied at once. */
    int rows();

    /** Pixels of a full tile. */
    int width();

    /**
     * Fills the panel: value k of a pixel is {@code source[start + offsets[k] + place of the pixel]}.
     *
     * @param from the tile's first pixel
     * @param length how many pixels it has, at most {@link #width}
     */
    void pack(float[] source, int start, int[] offsets, int k0, int kc, Pixels pixels, int from, int length);

    /** Takes values {@code k0..k0+kc−1} of a tile of {@code length} pixels that {@link Panels#right} packed from {@code start} on. */
    void panel(float[] packed, int start, int k0, int kc, int length);

    /** Columns {@code from..to−1} of the packed panel become zero, as far as it has them. */
    void blank(int kc, int from, int to);

    /** The tile becomes a·panel; a holds {@link #rows} numbers for each of kc values, from {@code ao} on. */
    void multiply(float[] a, int ao, int kc);

    /** Adds r, one number per pixel from {@code ro} on, to every row of the tile. */
    void add(int rows, float[] r, int ro);

    /**
     * {@code c = min(max(tile + bias + r, floor), ceiling)} for the first {@code rows} rows; NaN stays NaN.
     *
     * @param bias one number per row from {@code bi} on
     * @param r an array to add, row i at {@code ro + i·ldr}
     */
    void store(
            int rows,
            float[] bias,
            int bi,
            float[] r,
            int ro,
            int ldr,
            float floor,
            float ceiling,
            float[] c,
            int co,
            int ldc);

    /** {@code c = tile + r} where y is positive, else 0; y lies as c does, from {@code yo} on. */
    void mask(int rows, float[] r, int ro, int ldr, float[] y, int yo, float[] c, int co, int ldc);

    /**
     * Adds the first {@code rows} rows to y, row i from {@code at + targets[first + i]} on, in this order; by whole vectors, so the
     * panel must be blank behind the pixels.
     */
    void scatter(int rows, float[] y, int at, int[] targets, int first);
}
