package org.limn.autodiff.device.cpu.gemm;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.cpu.kernel.Kernel;

/**
 * Puts an image together from its phases, with the epilogue: the reverse of {@link SplitCopy}. Units are planes.
 *
 * @param parts the phases, stride.h × stride.w of them in reading order; null for one that is zero, as is all beyond a part
 */
record Merge(KernelSet set, int planes, int images, Axis v, Axis h, List<@Nullable Part> parts, Epilogue epilogue)
        implements Kernel.Stage {
    /**
     * The planes of one phase.
     *
     * @param firstRow the row of the phase that is stored first
     * @param firstColumn likewise
     */
    record Part(Operand operand, int firstRow, int firstColumn, int height, int width) {}

    private static final float[] NOTHING = new float[0];

    @Override
    public int units() {
        return planes;
    }

    @Override
    public int local() {
        return h.in();
    }

    @Override
    public void run(Kernel.Places places, int from, int to, float[] local) {
        for (int plane = from; plane < to; plane++) {
            for (int y = 0; y < v.in(); y++) {
                for (int px = 0; px < h.stride(); px++) {
                    gather(places, plane, y + v.pad(), px, local);
                }
                finish(places, plane, (plane * v.in() + y) * h.in(), local);
            }
        }
    }

    private void gather(Kernel.Places places, int plane, int padded, int px, float[] row) {
        Part part = parts.get(padded % v.stride() * h.stride() + px);
        int first = h.first(px), count = h.end(px) - first, at = h.position(px, first);
        int y = part == null ? 0 : padded / v.stride() - part.firstRow;
        if (part == null || y >= part.height) {
            spread(NOTHING, 0, 0, row, at, h.stride(), count);
            return;
        }
        int x = first - part.firstColumn, real = Math.min(count, part.width - x);
        int from = part.operand.start(places) + (plane * part.height + y) * part.width + x;
        spread(part.operand.array(places), from, real, row, at, h.stride(), count);
    }

    /** Puts {@code real} numbers, and zeros up to {@code count}, {@code step} apart. */
    private static void spread(float[] x, int from, int real, float[] row, int at, int step, int count) {
        for (int i = 0; i < real; i++) {
            row[at + i * step] = x[from + i];
        }
        for (int i = Math.max(0, real); i < count; i++) {
            row[at + i * step] = 0;
        }
    }

    private void finish(Kernel.Places places, int plane, int at, float[] row) {
        RowEpilogue.run(set, epilogue, places, new Operand.Output(), plane / images, row, 0, h.in(), at);
    }
}
