package org.limn.autodiff.device.cpu.gemm;

import java.util.ArrayList;
import java.util.List;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.op.Pair;

/**
 * Where the results of some patches go, which follow each other along rows of patches: first side by side, then, stretch by
 * stretch, where they belong.
 *
 * @param channel floats of one channel of the result
 */
record PatchRows(List<Run> runs, List<Stretch> stretches, int channel) {
    static final PatchRows NONE = new PatchRows(List.of(), List.of(), 0);

    /**
     * Neighbours in one row of patches.
     *
     * @param patch the first of them
     * @param at where the upper row of what they make lies; the lower follows it
     * @param width numbers of such a row
     * @param rows how many rows are in the image
     */
    private record Run(int patch, int at, int width, int rows) {}

    /** Results side by side that are so in the image too, from {@code place} of a channel on. */
    private record Stretch(int at, int length, int place) {
        boolean endsAt(int next) {
            return place + length == next;
        }
    }

    /** @param extent height and width of the image that the patches make */
    static PatchRows of(Pixels patches, Pair extent, int first, int count) {
        List<Run> runs = new ArrayList<>();
        List<Stretch> stretches = new ArrayList<>();
        int at = 0;
        for (int done = 0; done < count; ) {
            int patch = first + done, x = patch % patches.width(), row = patch / patches.width();
            int image = row / patches.height(), y = 2 * (row % patches.height());
            int run = Math.min(patches.width() - x, count - done);
            int width = Math.min(2 * run, extent.w() - 2 * x), rows = Math.min(2, extent.h() - y);
            runs.add(new Run(done, at, width, rows));
            int place = (image * extent.h() + y) * extent.w() + 2 * x;
            if (width == extent.w()) {
                add(stretches, at, rows * width, place);
            } else {
                for (int i = 0; i < rows; i++) {
                    add(stretches, at + i * width, width, place + i * extent.w());
                }
            }
            at += rows * width;
            done += run;
        }
        return new PatchRows(runs, stretches, patches.images() * extent.h() * extent.w());
    }

    private static void add(List<Stretch> stretches, int at, int length, int place) {
        Stretch last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
        if (last != null && last.endsAt(place)) {
            stretches.set(stretches.size() - 1, new Stretch(last.at, last.length + length, last.place));
        } else {
            stretches.add(new Stretch(at, length, place));
        }
    }

    /**
     * Puts side by side what lies by upper left, upper right, lower left and lower right numbers, {@code step} apart; overwrites what
     * lies behind them, up to {@code to}.
     */
    void interleave(RowLoops loops, float[] x, int from, int step, int to) {
        int upper = from + 4 * step, lower = upper + 2 * step;
        loops.interleave(x, from, x, from + step, x, upper, 2 * step);
        loops.interleave(x, from + 2 * step, x, from + 3 * step, x, lower, 2 * step);
        for (Run run : runs) {
            System.arraycopy(x, upper + 2 * run.patch, x, to + run.at, run.width);
            if (run.rows == 2) {
                System.arraycopy(x, lower + 2 * run.patch, x, to + run.at + run.width, run.width);
            }
        }
    }

    /** Finishes what {@link #interleave} has put side by side. */
    void finish(RowEpilogue epilogue, Kernel.Places places, int row, float[] x, int from) {
        for (Stretch s : stretches) {
            epilogue.run(places, row, x, from + s.at, s.length, row * channel + s.place);
        }
    }
}
