package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;
import org.limn.autodiff.device.cpu.kernel.Kernel;

/**
 * The adjoint of packing: {@code padded[target[row] + place(pixel)] += Σ_k a[row][k] · g[k][pixel]} for all rows and pixels. Units
 * are images, so that one thread adds all that falls on one place, and a row of the image is added as a whole, so that
 * the order of the sums does not depend on the width of the tiles.
 *
 * @param k output channels of the convolution
 * @param targets where each row is added
 * @param planes planes of one image in the padded copy, cleared first
 * @param pixels of g, and where they fall in the padded planes
 */
record Scatter(
        KernelSet set, Operand left, Operand right, Operand padded, int k, int[] targets, int planes, Pixels pixels)
        implements Kernel.Stage {
    private static final float[] ZEROS = new float[1024];

    @Override
    public int units() {
        return pixels.images();
    }

    private int tilesPerRow() {
        return Axis.ceilDiv(pixels.width(), set.width());
    }

    private int panel() {
        return set.local(Math.min(k, Gemm.KC));
    }

    @Override
    public int local() {
        return tilesPerRow() * panel() + set.rows() * pixels.width();
    }

    @Override
    public void run(Kernel.Places places, int from, int to, float[] local) {
        Tiles[] tiles = new Tiles[tilesPerRow()];
        Arrays.setAll(tiles, i -> set.tiles(local, i * panel()));
        int[] offsets = new int[k];
        Arrays.setAll(offsets, i -> i * pixels.count());
        for (int image = from; image < to; image++) {
            clear(places, image);
            for (int y = 0; y < pixels.height(); y++) {
                for (int k0 = 0; k0 < k; k0 += Gemm.KC) {
                    row(places, tiles, offsets, image, y, k0, local);
                }
            }
        }
    }

    private void clear(Kernel.Places places, int image) {
        float[] out = padded.array(places);
        for (int p = 0; p < planes; p++) {
            int at = padded.start(places) + (p * pixels.images() + image) * pixels.imageStride();
            Arrays.fill(out, at, at + pixels.imageStride(), 0);
        }
    }

    private void row(Kernel.Places places, Tiles[] tiles, int[] offsets, int image, int y, int k0, float[] local) {
        int kc = Math.min(Gemm.KC, k - k0), width = set.width(), first = (image * pixels.height() + y) * pixels.width();
        Pixels line = Pixels.line(pixels.count());
        for (int i = 0; i < tiles.length; i++) {
            int length = Math.min(width, pixels.width() - i * width);
            tiles[i].pack(right.array(places), right.start(places), offsets, k0, kc, line, first + i * width, length);
        }
        int sums = tiles.length * panel(), place = image * pixels.imageStride() + y * pixels.rowStride();
        for (int row = 0; row < targets.length; row += set.rows()) {
            int rows = Math.min(set.rows(), targets.length - row);
            int a = left.start(places) + Panels.left(targets.length, set.rows(), k0, kc, row);
            for (int i = 0; i < tiles.length; i++) {
                tiles[i].multiply(left.array(places), a, kc);
                tiles[i].store(
                        rows,
                        ZEROS,
                        0,
                        ZEROS,
                        0,
                        0,
                        Float.NEGATIVE_INFINITY,
                        Float.POSITIVE_INFINITY,
                        local,
                        sums + i * width,
                        pixels.width());
            }
            for (int i = 0; i < rows; i++) {
                int to = padded.start(places) + targets[row + i] + place;
                set.loops().add(local, sums + i * pixels.width(), padded.array(places), to, pixels.width());
            }
        }
    }
}
