package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.cpu.kernel.Kernel;

/** One thread's share of a {@link Gemm}: its operands found, its panels and tiles at hand. */
final class GemmThread {
    /** Stands for a bias or a residual that is not there; long enough for a full tile. */
    private static final float[] ZEROS = new float[1024];

    private final Gemm gemm;
    private final Tiles[] tiles;
    private final Bound a, b, c;
    private final @Nullable Bound bias, residual, mask;

    private record Bound(float[] array, int start) {
        static Bound of(Operand operand, Kernel.Places places) {
            return new Bound(operand.array(places), operand.start(places));
        }

        static @Nullable Bound orNull(@Nullable Operand operand, Kernel.Places places) {
            return operand == null ? null : of(operand, places);
        }
    }

    GemmThread(Gemm gemm, Kernel.Places places, float[] local) {
        this.gemm = gemm;
        tiles = new Tiles[gemm.several()];
        Arrays.setAll(tiles, i -> gemm.set().tiles(local, i * gemm.panel()));
        a = Bound.of(gemm.left().operand(), places);
        b = Bound.of(gemm.right().operand(), places);
        c = Bound.of(gemm.result().operand(), places);
        bias = Bound.orNull(gemm.epilogue().bias(), places);
        residual = Bound.orNull(gemm.epilogue().residual(), places);
        mask = Bound.orNull(gemm.epilogue().mask(), places);
    }

    /** Computes the tiles {@code first..end−1} of one block of rows. */
    void block(int group, int block, int first, int end) {
        int from = block * gemm.blockRows(), to = Math.min(gemm.rows(), from + gemm.blockRows());
        for (int k0 = 0; k0 < gemm.k(); k0 += Gemm.KC) {
            for (int tile = first; tile < end; tile += tiles.length) {
                tiles(group, from, to, k0, tile, Math.min(end, tile + tiles.length));
            }
        }
    }

    /** Packs some tiles' panels and multiplies them by the rows' panels, one after the other. */
    private void tiles(int group, int from, int to, int k0, int first, int end) {
        int kc = Math.min(Gemm.KC, gemm.k() - k0), rows = gemm.set().rows();
        for (int tile = first; tile < end; tile++) {
            load(tiles[tile - first], group, k0, kc, tile * gemm.set().width());
        }
        int panel = a.start + group * gemm.left().step() + Panels.left(gemm.rows(), rows, k0, kc, from);
        for (int row = from; row < to; row += rows) {
            for (int tile = first; tile < end; tile++) {
                Tiles it = tiles[tile - first];
                it.multiply(a.array, panel, kc);
                int at = tile * gemm.set().width();
                store(it, group, row, Math.min(rows, to - row), at, k0 == 0, k0 + kc == gemm.k());
            }
            panel += kc * rows;
        }
    }

    private void load(Tiles tile, int group, int k0, int kc, int at) {
        Gemm.Right right = gemm.right();
        int start = b.start + group * right.step(), pixels = right.pixels().count();
        int length = Math.min(gemm.set().width(), pixels - at);
        if (right.packed()) {
            tile.panel(b.array, start + at * gemm.k(), k0, kc, length);
        } else {
            tile.pack(b.array, start, right.list(), k0, kc, right.pixels(), at, length);
        }
    }

    /** The first block of k brings bias and residual, later ones add to what the earlier stored; the last finishes. */
    private void store(Tiles tile, int group, int row, int rows, int at, boolean first, boolean last) {
        int stride = gemm.result().stride(), place = group * gemm.result().step() + row * stride + at;
        float[] shift = ZEROS, r = ZEROS;
        int shiftAt = 0, rAt = 0, rStride = 0;
        if (!first) {
            r = c.array;
            rAt = c.start + place;
            rStride = stride;
        } else {
            if (bias != null && !gemm.epilogue().columns()) {
                shift = bias.array;
                shiftAt = bias.start + group * gemm.rows() + row;
            }
            if (residual != null) {
                r = residual.array;
                rAt = residual.start + place;
                rStride = stride;
            }
            if (bias != null && gemm.epilogue().columns()) {
                tile.add(rows, bias.array, bias.start + at);
            }
        }
        if (last && mask != null) {
            tile.mask(rows, r, rAt, rStride, mask.array, mask.start + place, c.array, c.start + place, stride);
            return;
        }
        float floor = last ? gemm.epilogue().floor() : Float.NEGATIVE_INFINITY;
        float ceiling = last ? gemm.epilogue().ceiling() : Float.POSITIVE_INFINITY;
        tile.store(rows, shift, shiftAt, r, rAt, rStride, floor, ceiling, c.array, c.start + place, stride);
    }
}
