package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.op.Pair;

/**
 * The adjoint of packing: {@code phases[target[row] + place(pixel)] += Σ_k a[row][k] · g[k][pixel]} for all rows and pixels, rows
 * = (tap, channel), in the thread's own memory, where the phases are then merged into the image. The rows of g have as many zeros
 * between them as the phases are wider, so that a pixel and its place go on at the same pace, whatever the width of an image. Units are
 * {@link Bands}.
 *
 * <p>The last tap comes first. What falls on one place then comes from ever later pixels, within a tile of pixels as from one tile to
 * the next, so the order of the sums depends neither on the tiles nor on the bands.
 *
 * @param taps of the convolution, the last first
 * @param left a
 * @param right g
 */
record Scatter(KernelSet set, Convolution conv, int[] taps, Operand left, Operand right, RowEpilogue finish)
        implements Kernel.Stage {
    /** What whole vectors overrun. */
    private static final int SLACK = 64;

    Bands bands() {
        return new Bands(conv.vertical(), conv.images());
    }

    @Override
    public int units() {
        return conv.images() * bands().perImage();
    }

    int rows() {
        return taps.length * conv.channels();
    }

    int k() {
        return conv.w().dim(0);
    }

    /** From one row of a phase to the next, and of the pixels. */
    int pitch() {
        return conv.horizontal().padded();
    }

    /** All of g, with the zeros. */
    Pixels pixels() {
        int height = conv.y().dim(2), width = conv.y().dim(3);
        return new Pixels(conv.images(), height, pitch(), width, height * width);
    }

    /** Floats of one channel of one phase. */
    int plane() {
        return bands().touched() * pitch();
    }

    /** Where the phases begin in the thread's memory: behind the panel. */
    int base() {
        return set.local(Math.min(k(), Gemm.KC));
    }

    /** Floats of all phases. */
    int size() {
        return conv.phases().size() * conv.channels() * plane();
    }

    int end() {
        return base() + size() + SLACK;
    }

    PlaneMerge merge() {
        PlaneMerge.Part all = new PlaneMerge.Part(0, 0, conv.vertical().padded(), pitch(), pitch());
        List<PlaneMerge.@Nullable Part> parts = IntStream.of(starts())
                .<PlaneMerge.@Nullable Part>mapToObj(start -> start < 0 ? null : all)
                .toList();
        return new PlaneMerge(set.loops(), conv.vertical(), conv.horizontal(), parts);
    }

    /** Where the first channel of each phase begins, counted from the first; −1 for one that no tap lies in. */
    int[] starts() {
        return Phase.of(conv).stream()
                .mapToInt(phase -> start(phase.at()))
                .map(start -> Math.max(-1, start))
                .toArray();
    }

    private int start(Pair phase) {
        return conv.phases().indexOf(phase) * conv.channels() * plane();
    }

    /** Where each row is added: at the tap's place in its phase. */
    int[] targets() {
        int[] targets = new int[rows()];
        Arrays.setAll(targets, row -> target(taps[row / conv.channels()]) + row % conv.channels() * plane());
        return targets;
    }

    private int target(int tap) {
        int width = conv.w().dim(3), shift = conv.vertical().shift(tap / width);
        return start(conv.phase(tap)) + shift * pitch() + conv.horizontal().shift(tap % width);
    }

    @Override
    public int local() {
        return end() + merge().local();
    }

    @Override
    public void run(Kernel.Places places, int from, int to, float[] local) {
        ScatterThread thread = new ScatterThread(this, places, local);
        for (int unit = from; unit < to; unit++) {
            thread.band(unit / bands().perImage(), unit % bands().perImage());
        }
    }
}
