package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;

/**
 * Tiles without vectors. Every row of panel and tile is an array of its own, read from index 0: C2 then vectorises the loop and
 * reaches 17 % of the 512-bit peak; with offsets into one array it does not, 2.7 %.
 */
final class ScalarTiles implements Tiles {
    static final int ROWS = 8;
    static final int WIDTH = 512;

    private final float[][] tile = new float[ROWS][WIDTH];
    private final int[] source = new int[WIDTH], target = new int[WIDTH];
    private float[][] panel = new float[0][];
    private int length;

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public void pack(float[] from, int start, int[] offsets, int k0, int kc, Pixels pixels, int first, int count) {
        if (panel.length < kc) {
            panel = new float[kc][WIDTH];
        }
        length = count;
        int copies = pixels.copies(first, count, WIDTH, source, target);
        for (int k = 0; k < kc; k++) {
            for (int i = 0; i < copies; i++) {
                int end = i + 1 < copies ? target[i + 1] : count;
                System.arraycopy(from, start + offsets[k0 + k] + source[i], panel[k], target[i], end - target[i]);
            }
        }
    }

    @Override
    public void panel(float[] packed, int start, int k0, int kc, int count) {
        throw new IllegalStateException("scalar tiles pack their panels themselves");
    }

    @Override
    public void blank(int kc, int from, int to) {
        for (int k = 0; k < kc; k++) {
            Arrays.fill(panel[k], from, to, 0);
        }
    }

    @Override
    public void multiply(float[] a, int ao, int kc) {
        for (int i = 0; i < ROWS; i++) {
            Arrays.fill(tile[i], 0, length, 0);
            int k = 0;
            for (; k + 4 <= kc; k += 4) {
                int at = ao + k * ROWS + i;
                four(
                        a[at], panel[k],
                        a[at + ROWS], panel[k + 1],
                        a[at + 2 * ROWS], panel[k + 2],
                        a[at + 3 * ROWS], panel[k + 3],
                        tile[i], length);
            }
            for (; k < kc; k++) {
                one(a[ao + k * ROWS + i], panel[k], tile[i], length);
            }
        }
    }

    private static void four(
            float a, float[] x, float b, float[] y, float c, float[] u, float d, float[] v, float[] t, int n) {
        for (int i = 0; i < n; i++) {
            t[i] = Math.fma(d, v[i], Math.fma(c, u[i], Math.fma(b, y[i], Math.fma(a, x[i], t[i]))));
        }
    }

    private static void one(float a, float[] x, float[] t, int n) {
        for (int i = 0; i < n; i++) {
            t[i] = Math.fma(a, x[i], t[i]);
        }
    }

    @Override
    public void add(int rows, float[] r, int ro) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < length; j++) {
                tile[i][j] += r[ro + j];
            }
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
        for (int i = 0; i < rows; i++) {
            Edge.store(tile[i], 0, length, bias[bi + i], r, ro + i * ldr, floor, ceiling, c, co + i * ldc);
        }
    }

    @Override
    public void mask(int rows, float[] r, int ro, int ldr, float[] y, int yo, float[] c, int co, int ldc) {
        for (int i = 0; i < rows; i++) {
            Edge.mask(tile[i], 0, length, r, ro + i * ldr, y, yo + i * ldc, c, co + i * ldc);
        }
    }

    @Override
    public void scatter(int rows, float[] y, int at, int[] targets, int first) {
        for (int i = 0; i < rows; i++) {
            int to = at + targets[first + i];
            for (int j = 0; j < length; j++) {
                y[to + j] += tile[i][j];
            }
        }
    }
}
