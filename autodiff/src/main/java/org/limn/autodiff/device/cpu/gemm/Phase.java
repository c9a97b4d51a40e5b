package org.limn.autodiff.device.cpu.gemm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.limn.autodiff.op.Pair;

/** One phase of a convolution's image: every stride-th row and column of it, and the taps that reach it. */
record Phase(Convolution conv, Pair at) {
    /** All of them, in reading order. */
    static List<Phase> of(Convolution conv) {
        List<Phase> phases = new ArrayList<>();
        for (int py = 0; py < conv.op().stride().h(); py++) {
            for (int px = 0; px < conv.op().stride().w(); px++) {
                phases.add(new Phase(conv, new Pair(py, px)));
            }
        }
        return phases;
    }

    int firstRow() {
        return conv.vertical().first(at.h());
    }

    int firstColumn() {
        return conv.horizontal().first(at.w());
    }

    int height() {
        return conv.vertical().end(at.h()) - firstRow();
    }

    int width() {
        return conv.horizontal().end(at.w()) - firstColumn();
    }

    int[] taps() {
        return IntStream.range(0, conv.taps())
                .filter(t -> conv.phase(t).equals(at))
                .toArray();
    }

    /** Whether no pixel of it, or no tap that reaches it, is there. */
    boolean empty() {
        return height() <= 0 || width() <= 0 || taps().length == 0;
    }

    /**
     * Where in a padded plane of the cotangent the phase's first pixel finds what a tap multiplies.
     *
     * @param pitch from one row to the next
     */
    int offset(int tap, PlaneSplit cotangent, int pitch) {
        int row = firstRow() - conv.vertical().shift(tap / conv.w().dim(3));
        int column = firstColumn() - conv.horizontal().shift(tap % conv.w().dim(3));
        Axis v = cotangent.v(), h = cotangent.h();
        return (row + v.pad()) * pitch + column + h.pad();
    }
}
