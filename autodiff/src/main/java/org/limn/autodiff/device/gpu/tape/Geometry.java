package org.limn.autodiff.device.gpu.tape;

import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Window;
import org.limn.autodiff.tensor.Shape;

/** The numbers of one convolution: x [N,C,H,W], w [O,C/groups,R,S], g [N,O,H',W']. */
record Geometry(Conv2d conv, Shape x, Shape w, Shape g) {
    /** Outputs per group. */
    int outs() {
        return w.dim(0) / conv.groups();
    }

    /** Inputs per group. */
    int ins() {
        return w.dim(1);
    }

    /** Taps per filter. */
    int kernel() {
        return w.count(2, 4);
    }

    /** Pixels of a plane of x. */
    int plane() {
        return x.count(2, 4);
    }

    /** Pixels of a plane of g. */
    int places() {
        return g.count(2, 4);
    }

    Along vertical() {
        return Along.vertical(window(), x, g);
    }

    Along horizontal() {
        return Along.horizontal(window(), x, g);
    }

    private Window window() {
        return Along.window(conv, w);
    }

    /** Whether the shifts of its taps fit the 16 bits that they have in a table. */
    boolean fitsTable() {
        return reach(vertical()) < Short.MAX_VALUE && reach(horizontal()) < Short.MAX_VALUE;
    }

    private static long reach(Along a) {
        return (long) a.kernel() * a.dilation() + a.before() + a.extent();
    }

    static int packed(int dy, int dx) {
        return dy << 16 | dx & 0xffff;
    }

    /** Taps (c, r, s) that read x for the pixels of g. */
    GemmPass.Pixels pixels(TapeWriter tape) {
        int[] table = new int[2 * ins() * kernel()];
        for (int c = 0, at = 0; c < ins(); c++) {
            for (int r = 0; r < w.dim(2); r++) {
                for (int s = 0; s < w.dim(3); s++) {
                    int dy = r * conv.dilation().h() - conv.pad().top();
                    int dx = s * conv.dilation().w() - conv.pad().left();
                    table[at++] = c * plane() + dy * x.dim(3) + dx;
                    table[at++] = packed(dy, dx);
                }
            }
        }
        return new GemmPass.Pixels(
                tape.table(table),
                places(),
                g.dim(3),
                x.dim(2),
                x.dim(3),
                conv.stride().h(),
                conv.stride().w());
    }

    DirectPass direct(TapeWriter tape, Source x, Source w, int dst, int body) {
        int filter = ins() * kernel();
        return new DirectPass(
                dst,
                g.size(),
                conv.groups(),
                outs(),
                ins(),
                tape.place(x),
                new DirectPass.Filter(tape.place(w), outs() * filter, filter, kernel()),
                forward(vertical(), tape),
                forward(horizontal(), tape),
                body);
    }

    DirectPass directTransposed(TapeWriter tape, Source g, Source w, int dst, int body) {
        int filter = ins() * kernel();
        return new DirectPass(
                dst,
                x.size(),
                conv.groups(),
                ins(),
                outs(),
                tape.place(g),
                new DirectPass.Filter(tape.place(w), outs() * filter, kernel(), filter),
                backward(vertical(), tape),
                backward(horizontal(), tape),
                body);
    }

    private static DirectPass.Axis forward(Along a, TapeWriter tape) {
        return new DirectPass.Axis(
                a.places(), a.extent(), a.kernel(), a.stride(), -a.before(), a.dilation(), 1, tape.table(0), 1);
    }

    private static DirectPass.Axis backward(Along a, TapeWriter tape) {
        int[] first = new int[a.stride()];
        for (int q = 0; q < first.length; q++) {
            first[q] = TapePhase.firstTap(a, q);
        }
        return new DirectPass.Axis(
                a.extent(),
                a.places(),
                a.kernel(),
                1,
                a.before(),
                -a.dilation(),
                a.stride(),
                tape.table(first),
                TapePhase.tapStep(a));
    }

    WeightSumPass weightSum(TapeWriter tape, Source x, Source g, int dst) {
        return new WeightSumPass(
                dst,
                w.size(),
                this.x.dim(0),
                conv.groups(),
                outs(),
                ins(),
                tape.place(x),
                tape.place(g),
                vertical(),
                horizontal());
    }
}
