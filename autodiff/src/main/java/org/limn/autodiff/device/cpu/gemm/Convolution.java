package org.limn.autodiff.device.cpu.gemm;

import java.util.List;
import java.util.stream.IntStream;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Pair;
import org.limn.autodiff.tensor.Shape;

/**
 * A convolution and its shapes, and what both directions of it are built from.
 *
 * @param x shape of the image
 * @param w shape of the filters
 * @param y shape of the result
 */
record Convolution(Conv2d op, Shape x, Shape w, Shape y) {
    private static final long MOST_PHASES = 4096;

    Axis vertical() {
        return new Axis(
                x.dim(2),
                y.dim(2),
                w.dim(2),
                op.stride().h(),
                op.dilation().h(),
                op.pad().top());
    }

    Axis horizontal() {
        return new Axis(
                x.dim(3),
                y.dim(3),
                w.dim(3),
                op.stride().w(),
                op.dilation().w(),
                op.pad().left());
    }

    int images() {
        return x.dim(0);
    }

    int taps() {
        return w.dim(2) * w.dim(3);
    }

    int[] allTaps() {
        return IntStream.range(0, taps()).toArray();
    }

    /** Output channels of one group. */
    int outputs() {
        return w.dim(0) / op.groups();
    }

    /** Input channels of one group. */
    int channels() {
        return w.dim(1);
    }

    /** One input channel per group: no product of matrices, but a sum over taps. */
    boolean depthwise() {
        return op.groups() > 1 && w.dim(1) == 1;
    }

    Pair phase(int tap) {
        return new Pair(vertical().phase(tap / w.dim(3)), horizontal().phase(tap % w.dim(3)));
    }

    /** The phases that some tap lies in, in the order of the taps. */
    List<Pair> phases() {
        int[] columns = distinct(horizontal());
        return IntStream.of(distinct(vertical()))
                .boxed()
                .flatMap(row -> IntStream.of(columns).mapToObj(column -> new Pair(row, column)))
                .toList();
    }

    private static int[] distinct(Axis axis) {
        return IntStream.range(0, axis.taps()).map(axis::phase).distinct().toArray();
    }

    /** Whether there are so many phases that what is kept for each would outweigh the images; networks have up to 16 × 16. */
    boolean hasTooManyPhases() {
        return (long) op.stride().h() * op.stride().w() > MOST_PHASES;
    }

    /** Whether the taps can be read from the image itself, without a padded copy. */
    boolean plain() {
        return vertical().plain() && horizontal().plain();
    }

    /** The padded copy in which every tap has stride 1. */
    PlaneSplit split(RowLoops loops) {
        return new PlaneSplit(loops, vertical(), horizontal(), phases());
    }

    /**
     * Where a tap lies in the planes of {@link #source}, relative to the place of a pixel.
     *
     * @param phase from one phase to the next
     */
    int tapOffset(int tap, int phase) {
        int row = vertical().shift(tap / w.dim(3)), column = horizontal().shift(tap % w.dim(3));
        return phases().indexOf(phase(tap)) * phase + row * pitch() + column;
    }

    private int pitch() {
        return plain() ? x.dim(3) : horizontal().padded();
    }

    /** Floats of one plane of {@link #source}. */
    int plane() {
        return pitch() * (plain() ? x.dim(2) : vertical().padded());
    }

    /** The image as the taps read it: itself, or a copy that a stage makes first. */
    Operand source(Operand image, RowLoops loops, Plan.Builder plan) {
        if (plain()) {
            return image;
        }
        PlaneSplit split = split(loops);
        int planes = x.dim(0) * x.dim(1);
        Operand copy = plan.reserve((long) planes * split.phases().size() * split.plane());
        plan.stage(new SplitCopy(split, image, copy, planes));
        return copy;
    }

    /** The pixels of the result as places in {@link #source}. */
    Pixels pixels() {
        return new Pixels(images(), y.dim(2), y.dim(3), pitch(), plane());
    }

    /** {@code 3x3/2 }, with dilation and groups where there are any. */
    String describe() {
        return w.dim(2) + "x" + w.dim(3)
                + (op.stride().equals(Pair.ONE) ? "" : " stride " + op.stride())
                + (op.dilation().equals(Pair.ONE) ? "" : " dilation " + op.dilation())
                + (op.groups() == 1 ? "" : " groups " + op.groups());
    }
}
