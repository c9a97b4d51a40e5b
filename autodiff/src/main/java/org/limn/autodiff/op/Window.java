package org.limn.autodiff.op;

import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.ShapeException;

/**
 * The windows of a pooling op over images [N,C,H,W]: {@code kernel} taps, {@code dilation} apart, a window every {@code stride}
 * over the padded image; a tap on the padding does not count. Every window has at least one real tap.
 */
public record Window(
        Pair kernel,
        @Default("1x1") Pair stride,
        @Default("0x0") Pads pad,
        @Default("1x1") Pair dilation) {
    /** One tap: the position of its element in x, and of its window in y. */
    interface Tap {
        void at(int x, int y);
    }

    public Window {
        if (!kernel.positive() || !stride.positive() || !dilation.positive() || !pad.nonNegative()) {
            throw new ShapeException("a window needs kernel, stride and dilation of at least 1 and pads of at least"
                    + " 0, got kernel=" + kernel + ", stride=" + stride + ", pad=" + pad + ", dilation=" + dilation);
        }
    }

    /** The shape that pooling x gives. */
    Shape infer(Op op, Shape x) {
        Shapes.require(x.rank() == 4, op, "x [N,C,H,W]", x);
        int h = Conv2d.extent(x.dim(2), pad.top(), pad.bottom(), kernel.h(), dilation.h(), stride.h());
        int w = Conv2d.extent(x.dim(3), pad.left(), pad.right(), kernel.w(), dilation.w(), stride.w());
        Shapes.require(h > 0 && w > 0, op, "an image, with its pads, no smaller than the window " + this, x);
        boolean real = allTouch(h, stride.h(), pad.top(), kernel.h(), dilation.h(), x.dim(2))
                && allTouch(w, stride.w(), pad.left(), kernel.w(), dilation.w(), x.dim(3));
        Shapes.require(real, op, "every window to touch the image, not padding alone: " + this, x);
        return Shape.of(x.dim(0), x.dim(1), h, w);
    }

    /** Visits every real tap, window by window, taps in reading order. */
    void taps(Shape x, Shape y, Tap visit) {
        for (int plane = 0; plane < y.count(0, 2); plane++) {
            for (int i = 0; i < y.dim(2); i++) {
                for (int j = 0; j < y.dim(3); j++) {
                    window(x, plane, i, j, (plane * y.dim(2) + i) * y.dim(3) + j, visit);
                }
            }
        }
    }

    private void window(Shape x, int plane, int i, int j, int at, Tap visit) {
        for (int r = 0; r < kernel.h(); r++) {
            for (int s = 0; s < kernel.w(); s++) {
                int iy = i * stride.h() - pad.top() + r * dilation.h();
                int ix = j * stride.w() - pad.left() + s * dilation.w();
                if (iy >= 0 && iy < x.dim(2) && ix >= 0 && ix < x.dim(3)) {
                    visit.at((plane * x.dim(2) + iy) * x.dim(3) + ix, at);
                }
            }
        }
    }

    /** How many real taps each window has. */
    int[] counts(Shape x, Shape y) {
        int[] n = new int[y.size()];
        taps(x, y, (xi, yi) -> n[yi]++);
        return n;
    }

    /** Where each window of x has its maximum: the first in reading order on ties, as in PyTorch; NaN is greatest. */
    int[] argMax(double[] x, Shape xs, Shape y) {
        int[] best = new int[y.size()];
        java.util.Arrays.fill(best, -1);
        taps(xs, y, (xi, yi) -> {
            if (best[yi] < 0 || x[xi] > x[best[yi]] || Double.isNaN(x[xi])) {
                best[yi] = xi;
            }
        });
        return best;
    }

    private static boolean allTouch(int windows, int stride, int before, int kernel, int dilation, int n) {
        for (int i = 0; i < windows; i++) {
            int first = i * stride - before;
            int skip = first >= 0 ? 0 : (-first + dilation - 1) / dilation;
            if (skip >= kernel || first + skip * dilation >= n) {
                return false;
            }
        }
        return true;
    }
}
