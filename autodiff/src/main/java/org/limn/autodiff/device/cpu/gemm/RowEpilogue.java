package org.limn.autodiff.device.cpu.gemm;

import org.limn.autodiff.device.cpu.kernel.Kernel;

/** An epilogue applied to a stretch of one channel, for the kernels that do not end in a tile. */
final class RowEpilogue {
    private RowEpilogue() {}

    /**
     * Finishes {@code length} sums, t, which it may change.
     *
     * @param channel which number of the bias counts
     * @param place where they go, counted from the start of the result; residual and mask lie as it does
     */
    static void run(
            KernelSet set,
            Epilogue e,
            Kernel.Places places,
            Operand result,
            int channel,
            float[] t,
            int ti,
            int length,
            int place) {
        float[] c = result.array(places);
        int co = result.start(places) + place;
        if (e.residual() != null) {
            set.add(e.residual().array(places), e.residual().start(places) + place, t, ti, length);
        }
        if (e.mask() != null) {
            mask(t, ti, length, e.mask().array(places), e.mask().start(places) + place, c, co);
        } else {
            float bias = e.bias() == null ? 0 : e.bias().array(places)[e.bias().start(places) + channel];
            store(t, ti, length, bias, e.floor(), e.ceiling(), c, co);
        }
    }

    private static void store(
            float[] t, int ti, int length, float bias, float floor, float ceiling, float[] c, int co) {
        for (int i = 0; i < length; i++) {
            float x = t[ti + i] + bias;
            x = x < floor ? floor : x;
            c[co + i] = x > ceiling ? ceiling : x;
        }
    }

    private static void mask(float[] t, int ti, int length, float[] y, int yo, float[] c, int co) {
        for (int i = 0; i < length; i++) {
            c[co + i] = y[yo + i] > 0 ? t[ti + i] : 0;
        }
    }
}
