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
    /** Longest rows of which those of several images are put into one: half a vector of the widest. Rows of 14 lose by it. */
    private static final int SHORT = 8;

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
        Part part = part(phase);
        if (part.empty()) {
            Arrays.fill(y, to, to + plane(), 0);
            return;
        }
        int start = to + part.top * h.padded() + part.left, end = start + (part.rows - 1) * h.padded() + part.width;
        Arrays.fill(y, to, start, 0);
        rows(x, from + part.source, v.stride() * h.in(), part.rows, part.width, y, start, h.padded(), 0);
        Arrays.fill(y, end, to + plane(), 0);
    }

    /**
     * How the planes of several images lie: behind each other, or side by side, where row y of all of them is one row in which
     * neighbors share the zeros between them.
     *
     * @param count how many there is place for
     * @param step from one image to the next
     * @param pitch from one row of an image to the next
     * @param phase from one phase to the next
     */
    record Together(int count, int step, int pitch, int phase) {}

    /** As many of the images as fit into so many floats, at least one; side by side if their rows are short. */
    Together together(int images, int floats) {
        int step = phases.stream()
                .map(this::part)
                .mapToInt(part -> Math.max(h.padded() - part.left, part.left + part.width))
                .reduce(1, Math::max);
        if (h.out() > SHORT || images == 1) {
            int count = Math.max(1, Math.min(images, floats / plane()));
            return new Together(count, plane(), h.padded(), count * plane());
        }
        int count = Math.max(1, Math.min(images, 1 + (floats / v.padded() - h.padded()) / step));
        int pitch = (count - 1) * step + h.padded();
        return new Together(count, step, pitch, v.padded() * pitch);
    }

    /**
     * Copies the planes of {@code count} images, which lie behind each other in x. What is not an image's must be zero before and is
     * so afterwards.
     *
     * @param room how many numbers behind the last phase may become zeros, too
     */
    void copy(float[] x, int from, int count, float[] y, int to, Together together, int room) {
        if (together.pitch == h.padded()) {
            for (int n = 0; n < count; n++) {
                copy(x, from + n * v.in() * h.in(), y, to + n * together.step, together.phase);
            }
            return;
        }
        for (int i = 0; i < phases.size(); i++) {
            Part part = part(phases.get(i));
            int start = to + i * together.phase + part.top * together.pitch + part.left;
            for (int row = 0; row < part.rows && !part.empty(); row++) {
                int source = from + part.source + row * v.stride() * h.in(), at = start + row * together.pitch;
                rows(x, source, v.in() * h.in(), count, part.width, y, at, together.step, room);
            }
        }
    }

    private void rows(float[] x, int from, int step, int rows, int width, float[] y, int to, int pitch, int room) {
        if (h.stride() == 1) {
            loops.pad(x, from, step, rows, width, y, to, pitch, room);
        } else {
            loops.every(x, from, step, h.stride(), rows, width, y, to, pitch, room);
        }
    }

    /**
     * What of an image a phase holds.
     *
     * @param top its first row in the phase
     * @param left its first column
     * @param source where in the image that is
     */
    private record Part(int top, int left, int rows, int width, int source) {
        boolean empty() {
            return rows <= 0 || width <= 0;
        }
    }

    private Part part(Pair phase) {
        int top = Math.min(v.padded(), v.first(phase.h())), left = Math.min(h.padded(), h.first(phase.w()));
        int rows = Math.min(v.padded(), v.end(phase.h())) - top, width = Math.min(h.padded(), h.end(phase.w())) - left;
        return new Part(top, left, rows, width, v.position(phase.h(), top) * h.in() + h.position(phase.w(), left));
    }
}
