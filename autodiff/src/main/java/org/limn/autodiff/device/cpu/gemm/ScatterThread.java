package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;
import org.limn.autodiff.device.cpu.kernel.Kernel;

/** One thread's share of a {@link Scatter}. */
final class ScatterThread {
    private final Scatter scatter;
    private final float[] local, a, g;
    private final int left, right;
    private final int[] offsets, targets, starts;
    private final Tiles tile;
    private final Pixels pixels;
    private final PlaneMerger merger;

    ScatterThread(Scatter scatter, Kernel.Places places, float[] local) {
        this.scatter = scatter;
        this.local = local;
        a = scatter.left().array(places);
        left = scatter.left().start(places);
        g = scatter.right().array(places);
        right = scatter.right().start(places);
        tile = scatter.set().tiles(local, 0);
        pixels = scatter.pixels();
        offsets = new int[scatter.k()];
        Arrays.setAll(offsets, k -> k * pixels.images() * pixels.imageStride());
        targets = scatter.targets();
        starts = scatter.starts();
        merger = new PlaneMerger(scatter.merge(), scatter.finish(), places, local, scatter.end());
    }

    /** Computes one band of an image. */
    void band(int image, int band) {
        int from = scatter.bands().from(band), to = scatter.bands().to(band);
        Arrays.fill(local, scatter.base(), scatter.end(), 0);
        for (int k0 = 0; k0 < offsets.length; k0 += Gemm.KC) {
            add(image * pixels.height() + from, to - from, k0, Math.min(Gemm.KC, offsets.length - k0));
        }
        merge(image, from, scatter.bands().first(band), scatter.bands().first(band + 1));
    }

    /** Adds the products of some rows of pixels, one block of k. */
    private void add(int row, int rows, int k0, int kc) {
        int count = (rows - 1) * pixels.width() + pixels.rowStride(), first = row * pixels.width();
        for (int at = 0; at < count; at += tile.width()) {
            load(first + at, Math.min(tile.width(), count - at), k0, kc);
            product(at, k0, kc);
        }
    }

    /** Packs a tile's panel, and zeros between the rows of g and behind the last. */
    private void load(int first, int length, int k0, int kc) {
        tile.pack(g, right, offsets, k0, kc, pixels, first, length);
        int pitch = pixels.width(), between = pitch - pixels.rowStride();
        for (int gap = pixels.rowStride() - first % pitch; between > 0 && gap < length; gap += pitch) {
            tile.blank(kc, Math.max(0, gap), Math.min(length, gap + between));
        }
        tile.blank(kc, length, tile.width());
    }

    private void product(int at, int k0, int kc) {
        int rows = tile.rows(), panel = left + Panels.left(targets.length, rows, k0, kc, 0);
        for (int row = 0; row < targets.length; row += rows) {
            tile.multiply(a, panel, kc);
            tile.scatter(Math.min(rows, targets.length - row), local, scatter.base() + at, targets, row);
            panel += kc * rows;
        }
    }

    /** Finishes rows {@code first..end−1} of the image from phases that begin with row {@code from}. */
    private void merge(int image, int from, int first, int end) {
        int channels = scatter.conv().channels(), above = from * pixels.width();
        int[] at = new int[starts.length];
        for (int c = 0; c < channels; c++) {
            int channel = scatter.base() + c * scatter.plane() - above;
            Arrays.setAll(at, i -> starts[i] + channel);
            merger.rows(local, at, c * pixels.images() + image, c, first, end);
        }
    }
}
