package org.limn.autodiff.device.cpu.gemm;

import org.limn.autodiff.device.cpu.kernel.Kernel;

/** An epilogue applied to a stretch of one channel, for the kernels that do not end in a tile. */
record RowEpilogue(RowLoops loops, Epilogue epilogue, Operand result) {
    /**
     * Finishes {@code length} sums, t, which it may change.
     *
     * @param channel which number of the bias counts
     * @param place where they go, counted from the start of the result; residual and mask lie as it does
     */
    void run(Kernel.Places places, int channel, float[] t, int ti, int length, int place) {
        float[] c = result.array(places);
        int co = result.start(places) + place;
        Operand residual = epilogue.residual(), mask = epilogue.mask(), bias = epilogue.bias();
        if (residual != null) {
            loops.add(residual.array(places), residual.start(places) + place, t, ti, length);
        }
        if (mask != null) {
            loops.mask(t, ti, length, mask.array(places), mask.start(places) + place, c, co);
        } else {
            float shift = bias == null ? 0 : bias.array(places)[bias.start(places) + channel];
            loops.store(t, ti, length, shift, epilogue.floor(), epilogue.ceiling(), c, co);
        }
    }
}
