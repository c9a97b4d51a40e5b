package org.limn.autodiff.device.gpu.tape;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/** The weights as a transposed convolution multiplies by them: [groups, C/groups, O/groups, taps of a phase]. */
record TransposedFilter(Geometry geo, TapePhase v, TapePhase h) {
    /** Where they are: resident if they are constant, else made by a move that runs before. */
    int place(Source w, TapeWriter tape) {
        Tensor constant = w.constant();
        if (constant != null) {
            return -1 - tape.weights().offset(constant, order(), () -> packed(constant.data()));
        }
        int size = geo.w().count(0, 2) * v.taps() * h.taps();
        int dst = tape.scratch(size);
        if (size > 0) {
            Shape packed = Shape.of(extents());
            new MovePasses(tape, packed, dst).strided(w, first(), strides());
        }
        return dst;
    }

    private String order() {
        return "transposed, " + geo.conv().groups() + " groups, taps " + List.of(v.tap(), v.tapStep(), v.taps())
                + List.of(h.tap(), h.tapStep(), h.taps());
    }

    private int first() {
        return v.tap() * geo.w().dim(3) + h.tap();
    }

    private int[] extents() {
        return new int[] {geo.conv().groups(), geo.ins(), geo.outs(), v.taps(), h.taps()};
    }

    private int[] strides() {
        int filter = geo.ins() * geo.kernel();
        return new int[] {
            geo.outs() * filter, geo.kernel(), filter, v.tapStep() * geo.w().dim(3), h.tapStep()
        };
    }

    private float[] packed(float[] w) {
        int[] n = extents(), s = strides();
        float[] to = new float[n[0] * n[1] * n[2] * n[3] * n[4]];
        int at = 0;
        for (int g = 0; g < n[0]; g++) {
            for (int c = 0; c < n[1]; c++) {
                for (int o = 0; o < n[2]; o++) {
                    at = taps(w, first() + g * s[0] + c * s[1] + o * s[2], to, at);
                }
            }
        }
        return to;
    }

    private int taps(float[] w, int from, float[] to, int start) {
        int at = start;
        for (int r = 0; r < v.taps(); r++) {
            for (int t = 0; t < h.taps(); t++) {
                to[at++] = w[from + r * strides()[3] + t * strides()[4]];
            }
        }
        return at;
    }
}
