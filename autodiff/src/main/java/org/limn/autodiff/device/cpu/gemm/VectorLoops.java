package org.limn.autodiff.device.cpu.gemm;

/** By the Vector API; one loop per file. */
record VectorLoops() implements RowLoops {
    @Override
    public void taps(float[] x, int xo, int[] offsets, float[] w, int wo, int[] which, float[] y, int yo, int length) {
        Taps.run(x, xo, offsets, w, wo, which, y, yo, length);
    }

    @Override
    public void add(float[] x, int xo, float[] y, int yo, int length) {
        AddRow.run(x, xo, y, yo, length);
    }

    @Override
    public void store(float[] t, int ti, int length, float bias, float floor, float ceiling, float[] c, int co) {
        StoreRow.run(t, ti, length, bias, floor, ceiling, c, co);
    }

    @Override
    public void mask(float[] t, int ti, int length, float[] y, int yo, float[] c, int co) {
        MaskRow.run(t, ti, length, y, yo, c, co);
    }

    @Override
    public void compact(float[] x, int xo, int stride, int rows, int width, float[] y, int yo) {
        Compact.run(x, xo, stride, rows, width, y, yo);
    }

    @Override
    public void interleave(float[] x, int xo, float[] z, int zo, float[] y, int yo, int length) {
        Interleave.run(x, xo, z, zo, y, yo, length);
    }

    @Override
    public void pad(float[] x, int xo, int step, int rows, int width, float[] y, int yo, int pitch, int room) {
        PadRows.run(x, xo, step, rows, width, y, yo, pitch, room);
    }

    @Override
    public void every(
            float[] x, int xo, int step, int stride, int rows, int width, float[] y, int yo, int pitch, int room) {
        if (stride == 2) {
            EverySecond.run(x, xo, step, rows, width, y, yo, pitch, room);
        } else {
            new ScalarLoops().every(x, xo, step, stride, rows, width, y, yo, pitch, room);
        }
    }
}
