package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;
import java.util.List;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.op.Pair;

/**
 * Copies planes with zeros around them, split into phases so that every tap has stride 1 in its phase. The copy is [phase][plane]
 * [padded rows][padded columns]. Units are planes.
 *
 * @param phases the phases (vertical, horizontal) that are wanted
 */
record SplitCopy(Operand source, Operand target, int planes, Axis v, Axis h, List<Pair> phases)
        implements Kernel.Stage {
    int plane() {
        return Math.multiplyExact(v.padded(), h.padded());
    }

    int size() {
        return Math.multiplyExact(Math.multiplyExact(plane(), planes), phases.size());
    }

    @Override
    public int units() {
        return planes;
    }

    @Override
    public void run(Kernel.Places places, int from, int to, float[] local) {
        float[] x = source.array(places), y = target.array(places);
        for (int plane = from; plane < to; plane++) {
            int at = source.start(places) + plane * v.in() * h.in();
            for (int i = 0; i < phases.size(); i++) {
                copy(x, at, phases.get(i), y, target.start(places) + (i * planes + plane) * plane());
            }
        }
    }

    private void copy(float[] x, int from, Pair phase, float[] y, int to) {
        int width = h.padded();
        int first = Math.min(width, h.first(phase.w())), end = Math.max(first, Math.min(width, h.end(phase.w())));
        for (int row = 0; row < v.padded(); row++) {
            int at = to + row * width, position = v.position(phase.h(), row);
            if (position < 0 || position >= v.in()) {
                Arrays.fill(y, at, at + width, 0);
            } else {
                int source = from + position * h.in() + h.position(phase.w(), first);
                Arrays.fill(y, at, at + first, 0);
                row(x, source, h.stride(), y, at + first, end - first);
                Arrays.fill(y, at + end, at + width, 0);
            }
        }
    }

    private static void row(float[] x, int from, int step, float[] y, int to, int count) {
        if (step == 1) {
            System.arraycopy(x, from, y, to, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            y[to + i] = x[from + i * step];
        }
    }
}
