package org.limn.autodiff.device.cpu.gemm;

/** Loops over stretches of memory, for the kernels that are no matrix product and for what surrounds one. */
interface RowLoops {
    /**
     * {@code y[i] = Σ_t w[wo + which[t]] · x[xo + offsets[t] + i]} for i below {@code length}, taps in order; what is read and
     * written is rounded up to whole vectors.
     */
    void taps(float[] x, int xo, int[] offsets, float[] w, int wo, int[] which, float[] y, int yo, int length);

    /** {@code y += x}. */
    void add(float[] x, int xo, float[] y, int yo, int length);

    /** {@code c = min(max(t + bias, floor), ceiling)}; NaN stays NaN. t must not lie where c goes. */
    void store(float[] t, int ti, int length, float bias, float floor, float ceiling, float[] c, int co);

    /** {@code c = t} where y is positive, else 0. t must not lie where c goes. */
    void mask(float[] t, int ti, int length, float[] y, int yo, float[] c, int co);

    /**
     * Puts {@code rows} stretches of {@code width} numbers, {@code stride} apart in x, side by side; y is written up to a vector
     * further.
     */
    void compact(float[] x, int xo, int stride, int rows, int width, float[] y, int yo);

    /** {@code y = x[0], z[0], x[1], z[1], …}, {@code length} numbers; all three are touched up to two vectors further. */
    void interleave(float[] x, int xo, float[] z, int zo, float[] y, int yo, int length);

    /**
     * The reverse of {@link #compact}: puts {@code rows} stretches of {@code width} numbers, {@code step} apart in x, {@code pitch} apart
     * in y, and zeros between them; what is read is rounded up to whole vectors.
     *
     * @param room how many numbers behind the last row may become zeros, too
     */
    void pad(float[] x, int xo, int step, int rows, int width, float[] y, int yo, int pitch, int room);

    /** As {@link #pad}, of every {@code stride}th number of each row; x is read up to two vectors further. */
    void every(float[] x, int xo, int step, int stride, int rows, int width, float[] y, int yo, int pitch, int room);
}
