package org.limn.autodiff.device.gpu.tape;

import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.op.Window;
import org.limn.autodiff.tensor.Shape;

/** The windows as {@link PoolPass}. */
final class PoolPasses {
    /** Whole numbers below this are exact as floats. */
    private static final int EXACT = 1 << 24;

    private PoolPasses() {}

    private static PoolPass pass(int code, int dst, int src, int other, Window g, Shape x, Shape y) {
        return new PoolPass(code, dst, src, other, x.count(0, 2), Along.vertical(g, x, y), Along.horizontal(g, x, y));
    }

    static void pool(int code, Window g, Source x, Source other, Shape y, int dst, TapeWriter tape) {
        tape.pass(pass(code, dst, tape.place(x), tape.place(other), g, x.shape(), y));
    }

    /** The gradient of max pooling: find each window's maximum once, then let every element look which windows chose it. */
    static void unpool(Window g, Source x, Source cotangent, int dst, TapeWriter tape) {
        Shape xs = x.shape(), ys = cotangent.shape();
        if (xs.count(2, 4) >= EXACT) {
            throw new DeviceException("the gpu device numbers the pixels of a max_pool up to " + EXACT
                    + ", this image has " + xs.count(2, 4) + "; use the cpu device");
        }
        int where = tape.scratch(ys.size());
        tape.pass(pass(PoolPass.WHERE, where, tape.place(x), tape.place(x), g, xs, ys));
        tape.pass(pass(PoolPass.UNPOOL, dst, tape.place(cotangent), where, g, xs, ys));
    }

    static void spread(Window g, Source cotangent, Shape x, int dst, TapeWriter tape) {
        int src = tape.place(cotangent);
        tape.pass(pass(PoolPass.SPREAD, dst, src, src, g, x, cotangent.shape()));
    }
}
