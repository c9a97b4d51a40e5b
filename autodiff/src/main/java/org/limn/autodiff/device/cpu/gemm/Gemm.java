package org.limn.autodiff.device.cpu.gemm;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.cpu.kernel.Kernel;

/**
 * The one matrix product that all contractions are: {@code c[m][pixel] = Σ_k a[m][k] · b[offset[k] + place(pixel)]}, several of
 * them where there are groups. For a convolution m are the output channels, a the filters, k runs over taps and input
 * channels, and only the list of offsets tells a 1×1 from a dilated 7×7.
 *
 * <p>Blocks of {@link #MC} rows, inside them blocks of {@link #KC} values, inside them tiles of pixels: the tile's panel is
 * packed, multiplied by every panel of a, and stored with the epilogue while it is hot; several tiles at once where k is short.
 * Units are tiles.
 *
 * @param left a, packed by {@link Panels#left}
 * @param right b
 * @param epilogue applied to c; its residual and mask lie as c does
 */
record Gemm(KernelSet set, int groups, int rows, int k, Left left, Right right, Result result, Epilogue epilogue)
        implements Kernel.Stage {
    /** Values of k per block; a panel of 512 × 48 stays in L2. 1024→256 1×1: 256 reaches 75 % of peak, 512 81 %. */
    static final int KC = 512;

    /** Rows per block: their MC × KC weights stay in L2 while the tiles pass. */
    static final int MC = 512;

    /** Tiles at a time where k is short, so that what is read and written beside the product lies in long stretches. */
    private static final int MOST = 8;

    /** What a block of few tiles is cut into, so that several threads find work. */
    private static final int UNITS = 8;

    /** @param step from one group's weights to the next's */
    record Left(Operand operand, int step) {}

    /**
     * @param offsets where value k lies, or null if b is packed by {@link Panels#right}
     * @param step from one group's start to the next's
     */
    record Right(Operand operand, int @Nullable [] offsets, Pixels pixels, int step) {
        boolean packed() {
            return offsets == null;
        }

        int[] list() {
            return Objects.requireNonNull(offsets);
        }
    }

    /**
     * @param stride from one row of c to the next
     * @param step from one group's start to the next's
     */
    record Result(Operand operand, int stride, int step) {}

    int tiles() {
        return Axis.ceilDiv(right.pixels().count(), set.width());
    }

    /** Rows per block, a multiple of a panel's rows. */
    int blockRows() {
        int few = Axis.ceilDiv(rows * groups * tiles(), UNITS);
        int block = Math.min(MC, Math.max(few, 8 * set.rows()));
        return Axis.ceilDiv(block, set.rows()) * set.rows();
    }

    int blocks() {
        return Axis.ceilDiv(rows, blockRows());
    }

    @Override
    public int units() {
        return groups * blocks() * tiles();
    }

    @Override
    public int local() {
        return right.packed() ? 0 : several() * panel();
    }

    /** Floats of one packed panel. */
    int panel() {
        return set.local(Math.min(k, KC));
    }

    /** Tiles that are gone through together: as many as have no more than one block of k. */
    int several() {
        return Math.max(1, Math.min(Math.min(MOST, tiles()), KC / k));
    }

    @Override
    public void run(Kernel.Places places, int from, int to, float[] local) {
        GemmThread thread = new GemmThread(this, places, local);
        int tiles = tiles();
        for (int unit = from; unit < to; ) {
            int block = unit / tiles, first = unit % tiles;
            int end = Math.min(tiles, first + to - unit);
            thread.block(block / blocks(), block % blocks(), first, end);
            unit += end - first;
        }
    }
}
