package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;
import java.util.List;
import org.limn.autodiff.op.Pair;

/**
 * How a plane becomes planes with zeros around them, one for each phase, in which every tap has stride 1.
 *
 * @param phases the phases (vertical, horizontal) that are wanted
 */
record PlaneSplit(RowLoops loops, Axis v, Axis h, List<Pair> phases) {
    /** Floats of one phase. */
    int plane() {
        return Math.multiplyExact(v.padded(), h.padded());
    }

    /**
     * Copies a plane.
     *
     * @param step from one phase's plane to the next's
     */
    void copy(float[] x, int from, float[] y, int to, int step) {
        for (int i = 0; i < phases.size(); i++) {
            copy(x, from, phases.get(i), y, to + i * step);
        }
    }

    private void copy(float[] x, int from, Pair phase, float[] y, int to) {
        int top = Math.min(v.padded(), v.first(phase.h())), left = Math.min(h.padded(), h.first(phase.w()));
        int rows = Math.min(v.padded(), v.end(phase.h())) - top, width = Math.min(h.padded(), h.end(phase.w())) - left;
        if (rows <= 0 || width <= 0) {
            Arrays.fill(y, to, to + plane(), 0);
            return;
        }
        int start = to + top * h.padded() + left, end = start + (rows - 1) * h.padded() + width;
        int source = from + v.position(phase.h(), top) * h.in() + h.position(phase.w(), left);
        Arrays.fill(y, to, start, 0);
        int step = v.stride() * h.in();
        if (h.stride() == 1) {
            loops.pad(x, source, step, rows, width, y, start, h.padded());
        } else {
            loops.every(x, source, step, h.stride(), rows, width, y, start, h.padded());
        }
        Arrays.fill(y, end, to + plane(), 0);
    }
}
