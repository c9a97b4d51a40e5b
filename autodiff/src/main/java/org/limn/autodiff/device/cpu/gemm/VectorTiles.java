package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;

/** Tiles of whole vectors; the loops themselves are in {@link Mul8x3}, {@link Store8} and their neighbours. */
final class VectorTiles implements Tiles {
    private final VectorKernels set;
    private final int ownAt, lanes, stride;
    private final float[] own, tile;
    private final int[] source, target;
    private float[] panel;
    private int panelAt, length, vectors;

    VectorTiles(VectorKernels set, float[] own, int ownAt) {
        this.set = set;
        this.own = own;
        this.ownAt = ownAt;
        lanes = set.lanes();
        stride = set.tile().vectors() * lanes;
        tile = new float[set.tile().rows() * stride];
        source = new int[stride];
        target = new int[stride];
        panel = own;
    }

    @Override
    public int rows() {
        return set.tile().rows();
    }

    @Override
    public int width() {
        return set.width();
    }

    private void at(float[] where, int start, int pixels) {
        panel = where;
        panelAt = start;
        length = pixels;
        vectors = Axis.ceilDiv(pixels, lanes);
    }

    @Override
    public void pack(float[] from, int start, int[] offsets, int k0, int kc, Pixels pixels, int first, int count) {
        at(own, ownAt, count);
        int copies = pixels.copies(first, count, lanes, source, target);
        PackPanel.run(from, start, offsets, k0, kc, source, target, copies, own, ownAt, vectors * lanes);
    }

    @Override
    public void panel(float[] packed, int start, int k0, int kc, int count) {
        at(packed, start + k0 * Axis.ceilDiv(count, lanes) * lanes, count);
    }

    @Override
    public void blank(int kc, int from, int to) {
        int row = vectors * lanes, end = Math.min(row, to);
        for (int k = 0; k < kc && from < end; k++) {
            Arrays.fill(panel, panelAt + k * row + from, panelAt + k * row + end, 0);
        }
    }

    @Override
    public void multiply(float[] a, int ao, int kc) {
        set.tile().multiply(vectors, a, ao, panel, panelAt, kc, tile, 0);
    }

    @Override
    public void add(int rows, float[] r, int ro) {
        for (int i = 0; i < rows; i++) {
            AddRow.run(r, ro, tile, i * stride, length);
        }
    }

    @Override
    public void store(
            int rows,
            float[] bias,
            int bi,
            float[] r,
            int ro,
            int ldr,
            float floor,
            float ceiling,
            float[] c,
            int co,
            int ldc) {
        int done = rows == rows() ? length / lanes * lanes : 0;
        if (done > 0) {
            set.tile().store(tile, done, bias, bi, r, ro, ldr, floor, ceiling, c, co, ldc);
        }
        for (int i = 0; i < rows && done < length; i++) {
            int from = i * stride + done, at = co + i * ldc + done;
            Edge.store(tile, from, length - done, bias[bi + i], r, ro + i * ldr + done, floor, ceiling, c, at);
        }
    }

    @Override
    public void mask(int rows, float[] r, int ro, int ldr, float[] y, int yo, float[] c, int co, int ldc) {
        int done = rows == rows() ? length / lanes * lanes : 0;
        if (done > 0) {
            set.tile().mask(tile, done, r, ro, ldr, y, yo, c, co, ldc);
        }
        for (int i = 0; i < rows && done < length; i++) {
            int from = i * stride + done, at = i * ldc + done;
            Edge.mask(tile, from, length - done, r, ro + i * ldr + done, y, yo + at, c, co + at);
        }
    }

    @Override
    public void scatter(int rows, float[] y, int at, int[] targets, int first) {
        int count = vectors * lanes, i = 0;
        for (; i + 4 <= rows; i += 4) {
            int a = at + targets[first + i], b = at + targets[first + i + 1];
            int c = at + targets[first + i + 2], d = at + targets[first + i + 3];
            AddTile.run(tile, i * stride, stride, count, y, a, b, c, d);
        }
        for (; i < rows; i++) {
            AddRow.run(tile, i * stride, y, at + targets[first + i], count);
        }
    }
}
