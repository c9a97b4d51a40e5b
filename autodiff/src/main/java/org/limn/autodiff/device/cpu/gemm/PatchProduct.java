package org.limn.autodiff.device.cpu.gemm;

import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.op.Pair;

/**
 * The second stage of {@link Winograd}. A unit takes as many patches as a tile is wide: transforms what lies under them in all
 * channels, multiplies by its block of the filters, transforms back and finishes, all in its thread's own memory.
 *
 * @param filters packed by {@link WinogradFilters}
 * @param rows channels of the result
 * @param k channels of the image
 * @param extent height and width of the result
 */
record PatchProduct(
        VectorKernels set, Patches patches, Operand filters, int rows, int k, Pair extent, RowEpilogue epilogue)
        implements Kernel.Stage {
    /** Panels of rows whose sums are held at a time: with the patches' transforms they stay in L2. */
    static final int PANELS = 8;

    /** What few patches are cut into, by rows, so that several threads find work. */
    private static final int UNITS = 8;

    /** What whole vectors overrun. */
    private static final int SLACK = 128;

    /**
     * The image, cut into even and odd rows and columns.
     *
     * @param phase from one of the four planes of an image to the next
     * @param pixels the patches' places in such a plane
     */
    record Patches(Operand source, int phase, Pixels pixels) {
        int channel() {
            return pixels.images() * pixels.imageStride();
        }
    }

    int tiles() {
        return Axis.ceilDiv(patches.pixels.count(), set.width());
    }

    /** Rows per unit, a multiple of a panel's. */
    int blockRows() {
        int few = Math.max(Axis.ceilDiv(rows * tiles(), UNITS), PANELS * set.rows());
        return Panels.padded(Math.min(rows, few), set.rows());
    }

    int blocks() {
        return Axis.ceilDiv(rows, blockRows());
    }

    /** Floats of one row of sums. */
    int stride() {
        return set.tile().vectors() * set.lanes();
    }

    /** Floats from one number of the transformed patches to the next; no power of two, so that caches can hold all 16. */
    int patchStep() {
        return k * set.width() + set.lanes();
    }

    /** Likewise of the sums. */
    int sumStep() {
        return PANELS * set.rows() * stride() + set.lanes();
    }

    @Override
    public int units() {
        return tiles() * blocks();
    }

    @Override
    public int local() {
        return WinogradFilters.NUMBERS * (patchStep() + sumStep()) + 12 * stride() + SLACK;
    }

    @Override
    public void run(Kernel.Places places, int from, int to, float[] local) {
        PatchThread thread = new PatchThread(this, places, local);
        for (int unit = from; unit < to; unit++) {
            if (unit == from || unit % blocks() == 0) {
                thread.load(unit / blocks());
            }
            int row = unit % blocks() * blockRows();
            thread.multiply(row, Math.min(rows, row + blockRows()));
        }
    }
}
