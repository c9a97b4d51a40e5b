package org.limn.autodiff.device.cpu.gemm;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * One direction of a convolution, cut into phases. Padded position {@code Y = y + pad} of the image belongs to phase
 * {@code Y mod stride} and is row {@code ⌊Y / stride⌋} of it; tap r of output i lies at {@code Y = i·stride + r·dilation},
 * so it is row {@code i + shift(r)} of phase {@code phase(r)}: within its phase every tap has stride 1.
 *
 * @param in extent of the image
 * @param out extent of the convolution's result
 * @param taps extent of the filter
 * @param pad padding before the image
 */
record Axis(int in, int out, int taps, int stride, int dilation, int pad) {
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
        return Math.max(0, ceilDiv(pad - phase, stride));
    }

    /** One more than the image's last row in a phase. */
    int end(int phase) {
        return ceilDiv(in + pad - phase, stride);
    }

    /** Where in the image row {@code row} of a phase lies; outside it for padding. */
    int position(int phase, int row) {
        return row * stride + phase - pad;
    }

    /** Whether image and phase 0 are the same thing. */
    boolean plain() {
        return stride == 1 && pad == 0 && padded() <= in;
    }

    /** Rows before the result that an image row is reached from, were the result to go on there. */
    int before() {
        return reach(tap -> shift(tap) - first(phase(tap)));
    }

    /** Likewise rows after it. */
    int after() {
        return reach(tap -> end(phase(tap)) - shift(tap) - out);
    }

    private int reach(IntUnaryOperator ofTap) {
        return IntStream.range(0, taps)
                .filter(tap -> end(phase(tap)) > first(phase(tap)))
                .map(ofTap)
                .reduce(0, Math::max);
    }

    /** The result with that much around it, as an axis for {@link SplitCopy}. */
    Axis padded(int before, int after) {
        return new Axis(out, out + before + after, 1, 1, 1, before);
    }

    static int ceilDiv(int a, int b) {
        return -Math.floorDiv(-a, b);
    }
}
