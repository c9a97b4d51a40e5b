package org.limn.autodiff.device.gpu.tape;

import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.tensor.Shape;

/**
 * The three convolutions: with many outputs per group as {@link GemmPass}, with few as {@link DirectPass} and {@link
 * WeightSumPass}. In all of them x is [N,C,H,W], w [O,C/groups,R,S] and g or y [N,O,H',W'].
 */
final class ConvolutionPasses {
    private final TapeWriter tape;
    private final int directBelow;

    /** @param directBelow groups with fewer outputs than this do not become tiles of a matrix product */
    ConvolutionPasses(TapeWriter tape, int directBelow) {
        this.tape = tape;
        this.directBelow = directBelow;
    }

    void forward(Conv2d conv, Source x, Source w, Shape y, int dst, int body) {
        Geometry g = new Geometry(conv, x.shape(), w.shape(), y);
        if (g.outs() < directBelow || !g.fitsTable()) {
            tape.pass(g.direct(tape, x, w, dst, body));
            return;
        }
        int taps = g.ins() * g.kernel();
        tape.pass(new GemmPass(
                GemmPass.CONVOLUTION,
                conv.groups(),
                g.outs(),
                y.dim(0) * g.places(),
                taps,
                new GemmPass.Left(tape.place(w), g.outs() * taps, taps, 1, 0),
                new GemmPass.Right(
                        tape.place(x), g.ins() * g.plane(), 0, 0, x.shape().count(1, 4)),
                g.pixels(tape),
                new GemmPass.Result(dst, 0, g.outs() * g.places(), g.places(), y.count(1, 4), y.dim(3), 1),
                body));
    }

    /** One matrix product per phase of the stride; for most convolutions the only phase is all there is. */
    void transposed(Conv2d conv, Source g, Source w, Shape x, int dst, int body) {
        Geometry geometry = new Geometry(conv, x, w.shape(), g.shape());
        if (geometry.ins() < directBelow || !geometry.fitsTable()) {
            tape.pass(geometry.directTransposed(tape, g, w, dst, body));
            return;
        }
        for (TapePhase v : TapePhase.all(geometry.vertical())) {
            for (TapePhase h : TapePhase.all(geometry.horizontal())) {
                if (v.count() > 0 && h.count() > 0) {
                    tape.pass(phase(geometry, v, h, g, w, dst, body));
                }
            }
        }
    }

    private GemmPass phase(Geometry geo, TapePhase v, TapePhase h, Source g, Source w, int dst, int body) {
        int depth = geo.outs() * v.taps() * h.taps();
        int[] table = new int[2 * depth];
        for (int o = 0, at = 0; o < geo.outs(); o++) {
            for (int r = 0; r < v.taps(); r++) {
                for (int s = 0; s < h.taps(); s++) {
                    table[at++] = o * geo.places() + v.shift(r) * geo.g().dim(3) + h.shift(s);
                    table[at++] = Geometry.packed(v.shift(r), h.shift(s));
                }
            }
        }
        Shape x = geo.x();
        return new GemmPass(
                GemmPass.CONVOLUTION,
                geo.conv().groups(),
                geo.ins(),
                x.dim(0) * v.count() * h.count(),
                depth,
                new GemmPass.Left(new TransposedFilter(geo, v, h).place(w, tape), geo.ins() * depth, depth, 1, 0),
                new GemmPass.Right(
                        tape.place(g), geo.outs() * geo.places(), 0, 0, geo.g().count(1, 4)),
                new GemmPass.Pixels(
                        tape.table(table),
                        v.count() * h.count(),
                        h.count(),
                        geo.g().dim(2),
                        geo.g().dim(3),
                        1,
                        1),
                new GemmPass.Result(
                        dst,
                        v.first() * x.dim(3) + h.first(),
                        geo.ins() * geo.plane(),
                        geo.plane(),
                        x.count(1, 4),
                        v.step() * x.dim(3),
                        h.step()),
                body);
    }

    void weightGradient(Conv2d conv, Source x, Source g, Shape w, int dst) {
        Geometry geo = new Geometry(conv, x.shape(), w, g.shape());
        if (geo.outs() < directBelow || !geo.fitsTable()) {
            tape.pass(geo.weightSum(tape, x, g, dst));
            return;
        }
        int taps = geo.ins() * geo.kernel();
        tape.pass(new GemmPass(
                GemmPass.WEIGHT_GRADIENT,
                conv.groups(),
                geo.outs(),
                taps,
                g.shape().dim(0) * geo.places(),
                new GemmPass.Left(
                        tape.place(g),
                        geo.outs() * geo.places(),
                        geo.places(),
                        1,
                        g.shape().count(1, 4)),
                new GemmPass.Right(
                        tape.place(x), geo.ins() * geo.plane(), 0, 0, x.shape().count(1, 4)),
                geo.pixels(tape),
                new GemmPass.Result(dst, 0, geo.outs() * taps, taps, 0, 0, 1),
                Body.EMPTY.write(tape)));
    }
}
