package org.limn.autodiff.device.gpu.tape;

import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Window;
import org.limn.autodiff.tensor.Shape;

/**
 * One direction of sliding windows: window i has its tap r at {@code i·stride − before + r·dilation} of an axis of {@code extent}
 * elements.
 *
 * @param kernel taps per window
 * @param places windows
 */
public record Along(int kernel, int extent, int places, int stride, int before, int dilation) {
    public static final int KERNEL = 0, EXTENT = 1, PLACES = 2, STRIDE = 3, BEFORE = 4, DILATION = 5;

    static Along vertical(Window g, Shape x, Shape y) {
        return new Along(
                g.kernel().h(),
                x.dim(2),
                y.dim(2),
                g.stride().h(),
                g.pad().top(),
                g.dilation().h());
    }

    static Along horizontal(Window g, Shape x, Shape y) {
        return new Along(
                g.kernel().w(),
                x.dim(3),
                y.dim(3),
                g.stride().w(),
                g.pad().left(),
                g.dilation().w());
    }

    /** The windows that a convolution slides over x. */
    static Window window(Conv2d conv, Shape filter) {
        return new Window(
                new org.limn.autodiff.op.Pair(filter.dim(2), filter.dim(3)),
                conv.stride(),
                conv.pad(),
                conv.dilation());
    }
}
