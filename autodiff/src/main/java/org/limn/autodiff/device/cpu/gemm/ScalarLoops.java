package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;

/** In plain Java. */
record ScalarLoops() implements RowLoops {
    /** Rows of their own, read from index 0: what C2 needs to vectorise the sum. */
    @Override
    public void taps(float[] x, int xo, int[] offsets, float[] w, int wo, int[] which, float[] y, int yo, int length) {
        float[] row = new float[length], sum = new float[length];
        for (int t = 0; t < offsets.length; t++) {
            System.arraycopy(x, xo + offsets[t], row, 0, length);
            accumulate(w[wo + which[t]], row, sum, length);
        }
        System.arraycopy(sum, 0, y, yo, length);
    }

    private static void accumulate(float a, float[] x, float[] y, int length) {
        for (int i = 0; i < length; i++) {
            y[i] = Math.fma(a, x[i], y[i]);
        }
    }

    @Override
    public void add(float[] x, int xo, float[] y, int yo, int length) {
        for (int i = 0; i < length; i++) {
            y[yo + i] += x[xo + i];
        }
    }

    @Override
    public void store(float[] t, int ti, int length, float bias, float floor, float ceiling, float[] c, int co) {
        for (int i = 0; i < length; i++) {
            float x = t[ti + i] + bias;
            x = x < floor ? floor : x;
            c[co + i] = x > ceiling ? ceiling : x;
        }
    }

    @Override
    public void mask(float[] t, int ti, int length, float[] y, int yo, float[] c, int co) {
        for (int i = 0; i < length; i++) {
            c[co + i] = y[yo + i] > 0 ? t[ti + i] : 0;
        }
    }

    @Override
    public void compact(float[] x, int xo, int stride, int rows, int width, float[] y, int yo) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(x, xo + row * stride, y, yo + row * width, width);
        }
    }

    @Override
    public void interleave(float[] x, int xo, float[] z, int zo, float[] y, int yo, int length) {
        for (int i = 0; i < length; i++) {
            y[yo + i] = i % 2 == 0 ? x[xo + i / 2] : z[zo + i / 2];
        }
    }

    @Override
    public void pad(float[] x, int xo, int step, int rows, int width, float[] y, int yo, int pitch, int room) {
        for (int row = 0; row < rows; row++) {
            int at = yo + row * pitch;
            System.arraycopy(x, xo + row * step, y, at, width);
            if (row + 1 < rows) {
                Arrays.fill(y, at + width, at + pitch, 0);
            }
        }
    }

    @Override
    public void every(
            float[] x, int xo, int step, int stride, int rows, int width, float[] y, int yo, int pitch, int room) {
        for (int row = 0; row < rows; row++) {
            int from = xo + row * step, at = yo + row * pitch;
            for (int i = 0; i < width; i++) {
                y[at + i] = x[from + i * stride];
            }
            if (row + 1 < rows) {
                Arrays.fill(y, at + width, at + pitch, 0);
            }
        }
    }
}
