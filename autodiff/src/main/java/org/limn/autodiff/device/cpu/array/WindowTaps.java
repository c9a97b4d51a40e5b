package org.limn.autodiff.device.cpu.array;

import org.limn.autodiff.op.Window;
import org.limn.autodiff.tensor.Shape;

/**
 * The taps of a window along one direction. Windows are thought of at every position {@code 0..span−1}, of which every {@code
 * stride}-th is one: so a tap of all of them is a run of the input, {@link #start} elements further on.
 *
 * @param in extent of the input
 * @param out how many windows there are
 */
record WindowTaps(int in, int out, int kernel, int stride, int pad, int dilation) {
    static WindowTaps rows(Window w, Shape x, Shape y) {
        return new WindowTaps(
                x.dim(2),
                y.dim(2),
                w.kernel().h(),
                w.stride().h(),
                w.pad().top(),
                w.dilation().h());
    }

    static WindowTaps columns(Window w, Shape x, Shape y) {
        return new WindowTaps(
                x.dim(3),
                y.dim(3),
                w.kernel().w(),
                w.stride().w(),
                w.pad().left(),
                w.dilation().w());
    }

    int span() {
        return (out - 1) * stride + 1;
    }

    /** The input element under a tap of the window at position 0; may lie outside. */
    int start(int tap) {
        return tap * dilation - pad;
    }

    /** The first position whose tap lies in the input. */
    int first(int tap) {
        return Math.min(span(), Math.max(0, -start(tap)));
    }

    /** The first position after that whose tap does not. */
    int end(int tap) {
        return Math.max(first(tap), Math.min(span(), in - start(tap)));
    }

    /** The input element under a tap of window i. */
    int at(int i, int tap) {
        return i * stride + start(tap);
    }

    boolean inside(int i, int tap) {
        int at = at(i, tap);
        return at >= 0 && at < in;
    }

    /** How many taps of window i lie in the input. */
    int count(int i) {
        int n = 0;
        for (int tap = 0; tap < kernel; tap++) {
            n += inside(i, tap) ? 1 : 0;
        }
        return n;
    }

    /** Whether there is one window, and it is the whole input. */
    boolean whole() {
        return out == 1 && kernel == in && pad == 0 && dilation == 1;
    }
}
