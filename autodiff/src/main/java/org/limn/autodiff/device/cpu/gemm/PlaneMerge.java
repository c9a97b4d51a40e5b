package org.limn.autodiff.device.cpu.gemm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a plane is put together from its phases: the reverse of {@link PlaneSplit}. {@link PlaneMerger} does it.
 *
 * @param parts the phases, stride.h × stride.w of them in reading order; null for one that is zero, as is all beyond a part
 */
record PlaneMerge(RowLoops loops, Axis v, Axis h, List<@Nullable Part> parts) {
    /**
     * The planes of one phase.
     *
     * @param firstRow the row of the phase that is stored first
     * @param firstColumn likewise
     * @param pitch from one row to the next
     */
    record Part(int firstRow, int firstColumn, int height, int width, int pitch) {
        int size() {
            return Math.multiplyExact(height, pitch);
        }
    }

    /** What whole vectors overrun. */
    static final int SLACK = 128;

    /** Numbers finished at a time: they stay in L1. */
    private static final int AT_ONCE = 2048;

    int rowsAtOnce() {
        return Math.max(1, Math.min(v.in(), AT_ONCE / h.in()));
    }

    /** Where the zeros begin in the memory of a merger: behind some rows of the image. */
    int zeros() {
        return rowsAtOnce() * h.in() + SLACK;
    }

    /** Floats that a merger needs: some rows of the image, and as many zeros as one has. */
    int local() {
        return zeros() + h.in() + SLACK;
    }
}
