package org.limn.autodiff.device.cpu.gemm;

/** Plain Java, in the shapes that C2 turns into vectors by itself: about a quarter of the speed of {@link VectorKernels}. */
record ScalarKernels(String why) implements KernelSet {
    @Override
    public String description() {
        return "scalar: rows of " + width() + "; " + why;
    }

    @Override
    public int rows() {
        return ScalarTiles.ROWS;
    }

    @Override
    public int width() {
        return ScalarTiles.WIDTH;
    }

    @Override
    public boolean packsRight() {
        return false;
    }

    @Override
    public float[] packRight(float[] b, int k, int pixels, int byK, int byPixel) {
        throw new IllegalStateException("scalar tiles pack their panels themselves");
    }

    @Override
    public int local(int kc) {
        return 0;
    }

    @Override
    public Tiles tiles(float[] local, int at) {
        return new ScalarTiles();
    }

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
    public float dot(float[] x, int xo, float[] y, int yo, int length) {
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            s0 = Math.fma(x[xo + i], y[yo + i], s0);
            s1 = Math.fma(x[xo + i + 1], y[yo + i + 1], s1);
            s2 = Math.fma(x[xo + i + 2], y[yo + i + 2], s2);
            s3 = Math.fma(x[xo + i + 3], y[yo + i + 3], s3);
        }
        for (; i < length; i++) {
            s0 = Math.fma(x[xo + i], y[yo + i], s0);
        }
        return s0 + s1 + (s2 + s3);
    }
}
