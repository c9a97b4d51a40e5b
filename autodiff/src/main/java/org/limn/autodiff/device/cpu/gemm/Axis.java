package org.limn.autodiff.device.cpu.gemm;

/**
 * One direction of a convolution, cut into phases. Padded position {@code Y = y + before} of the image belongs to phase
 * {@code Y mod stride} and is row {@code ⌊Y / stride⌋} of it; tap r of output i lies at {@code Y = i·stride + r·dilation},
 * so it is row {@code i + shift(r)} of phase {@code phase(r)}: within its phase every tap has stride 1.
 *
 * @param in extent of the image
 * @param out extent of the convolution's result
 * @param taps extent of the filter
 * @param before padding before the image
 */
record Axis(int in, int out, int taps, int stride, int dilation, int before) {
    int phase(int tap) {
        return tap * dilation % stride;
    }

    int shift(int tap) {
        return tap * dilation / stride;
    }

    /** Rows that a phase must have so that every tap of every output lies in it. */
    int padded() {
        return out + (taps - 1) * dilation / stride;
    }

    /** The image's first row in a phase. */
    int first(int phase) {
        return Math.max(0, ceilDiv(before - phase, stride));
    }

    /** One more than the image's last row in a phase. */
    int end(int phase) {
        return ceilDiv(in + before - phase, stride);
    }

    /** Where in the image row {@code row} of a phase lies; outside it for padding. */
    int position(int phase, int row) {
        return row * stride + phase - before;
    }

    /** Whether image and phase 0 are the same thing. */
    boolean plain() {
        return stride == 1 && before == 0 && padded() <= in;
    }

    static int ceilDiv(int a, int b) {
        return -Math.floorDiv(-a, b);
    }
}
