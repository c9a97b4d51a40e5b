package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;

/**
 * The form {@code Σ x[n,c,y·sh − top + r·dh, z·sw − left + s·dw] · w[o,c',r,s] · g[n,o,y,z]} of which {@link Conv2d}, {@link
 * Conv2dTranspose} and {@link Conv2dWeightGrad} are the three partial derivatives. c runs over the channels of o's group,
 * c' counts them from 0; positions outside x count as 0.
 */
record Trilinear(Shape x, Shape w, Shape g, Conv2d conv) {
    /** One row of z: positions of the first x, the one w and the first g; x advances by the stride, g by 1. */
    interface Row {
        void at(int x, int w, int g, int count);
    }

    void rows(Row visit) {
        int outs = w.dim(0) / conv.groups();
        for (int n = 0; n < x.dim(0); n++) {
            for (int o = 0; o < w.dim(0); o++) {
                for (int c = 0; c < w.dim(1); c++) {
                    int plane = (n * x.dim(1) + o / outs * w.dim(1) + c) * x.dim(2);
                    taps(visit, plane, (o * w.dim(1) + c) * w.dim(2), (n * g.dim(1) + o) * g.dim(2));
                }
            }
        }
    }

    private void taps(Row visit, int xRow, int wRow, int gRow) {
        for (int r = 0; r < w.dim(2); r++) {
            for (int y = 0; y < g.dim(2); y++) {
                int iy = y * conv.stride().h()
                        - conv.pad().top()
                        + r * conv.dilation().h();
                if (iy >= 0 && iy < x.dim(2)) {
                    row(visit, xRow + iy, wRow + r, gRow + y);
                }
            }
        }
    }

    private void row(Row visit, int xRow, int wRow, int gRow) {
        int step = conv.stride().w();
        for (int s = 0; s < w.dim(3); s++) {
            int shift = s * conv.dilation().w() - conv.pad().left();
            int first = Math.max(0, Math.floorDiv(-shift + step - 1, step));
            int end = Math.min(g.dim(3), Math.floorDiv(x.dim(3) - 1 - shift, step) + 1);
            if (end > first) {
                int at = xRow * x.dim(3) + first * step + shift;
                visit.at(at, wRow * w.dim(3) + s, gRow * g.dim(3) + first, end - first);
            }
        }
    }

    /** Checks that g is what the convolution makes of x and w. */
    void check(Op op) {
        Shape made = conv.infer(List.of(x, w));
        Shapes.require(made.equals(g), op, "a convolution of " + x + " by " + w + " to give " + g, made);
    }
}
