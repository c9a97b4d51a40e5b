package org.limn.autodiff.device.gpu.kernel;

import org.limn.autodiff.device.gpu.tape.GemmPass;

/**
 * Matrix products and convolutions as one routine, an implicit GEMM. A group makes a tile of 64×64, a work item 4×4 of it; steps
 * of 16 along k go through two panels in local memory. The sixteen sums are variables, because a private array indexed by a
 * loop may be put into memory. A sum runs along k in order, whatever the tile.
 */
abstract class GemmRoutines extends DirectRoutines {
    /** Where b's panel starts in the tile's memory; a's is before it. */
    private static final int PANEL = GemmPass.STEP * PITCH;

    final void gemm(int p) {
        int rows = tape[p + GemmPass.ROWS], cols = tape[p + GemmPass.COLS], depth = tape[p + GemmPass.DEPTH];
        int across = (cols + GemmPass.TILE - 1) / GemmPass.TILE, down = (rows + GemmPass.TILE - 1) / GemmPass.TILE;
        int l = getLocalId(), tx = l % 16, ty = l / 16;
        for (int t = getGroupId(); t < across * down * tape[p + GemmPass.BATCH]; t += getNumGroups()) {
            int z = t / (across * down), row0 = t / across % down * GemmPass.TILE, col0 = t % across * GemmPass.TILE;
            float c00 = 0f, c01 = 0f, c02 = 0f, c03 = 0f, c10 = 0f, c11 = 0f, c12 = 0f, c13 = 0f;
            float c20 = 0f, c21 = 0f, c22 = 0f, c23 = 0f, c30 = 0f, c31 = 0f, c32 = 0f, c33 = 0f;
            for (int k0 = 0; k0 < depth; k0 += GemmPass.STEP) {
                loadA(p, z, row0, k0);
                if (tape[p] == GemmPass.PRODUCT) {
                    loadMatrix(p, z, col0, k0);
                } else if (tape[p] == GemmPass.CONVOLUTION) {
                    loadTaps(p, z, col0, k0);
                } else {
                    loadPixels(p, z, col0, k0);
                }
                localBarrier();
                for (int k = 0; k < GemmPass.STEP; k++) {
                    int ai = k * PITCH + ty * 4, bi = PANEL + k * PITCH + tx;
                    float a0 = tile[ai], a1 = tile[ai + 1], a2 = tile[ai + 2], a3 = tile[ai + 3];
                    float b0 = tile[bi], b1 = tile[bi + 16], b2 = tile[bi + 32], b3 = tile[bi + 48];
                    c00 += a0 * b0;
                    c01 += a0 * b1;
                    c02 += a0 * b2;
                    c03 += a0 * b3;
                    c10 += a1 * b0;
                    c11 += a1 * b1;
                    c12 += a1 * b2;
                    c13 += a1 * b3;
                    c20 += a2 * b0;
                    c21 += a2 * b1;
                    c22 += a2 * b2;
                    c23 += a2 * b3;
                    c30 += a3 * b0;
                    c31 += a3 * b1;
                    c32 += a3 * b2;
                    c33 += a3 * b3;
                }
                localBarrier();
            }
            int at = ty * 4 * PITCH + tx;
            tile[at] = c00;
            tile[at + 16] = c01;
            tile[at + 32] = c02;
            tile[at + 48] = c03;
            tile[at + PITCH] = c10;
            tile[at + PITCH + 16] = c11;
            tile[at + PITCH + 32] = c12;
            tile[at + PITCH + 48] = c13;
            tile[at + 2 * PITCH] = c20;
            tile[at + 2 * PITCH + 16] = c21;
            tile[at + 2 * PITCH + 32] = c22;
            tile[at + 2 * PITCH + 48] = c23;
            tile[at + 3 * PITCH] = c30;
            tile[at + 3 * PITCH + 16] = c31;
            tile[at + 3 * PITCH + 32] = c32;
            tile[at + 3 * PITCH + 48] = c33;
            localBarrier();
            finish(p, z, row0, col0);
            localBarrier();
        }
    }

    /** Rows of a: neighbouring work items along whichever of k and m has neighbouring numbers. */
    private void loadA(int p, int z, int row0, int k0) {
        int a = p + GemmPass.A, place = tape[a + GemmPass.Left.PLACE], row = tape[a + GemmPass.Left.ROW];
        float[] src = place >= 0 ? acts : weights;
        int src0 = offset(place) + z * tape[a + GemmPass.Left.BATCH];
        int rows = tape[p + GemmPass.ROWS], depth = tape[p + GemmPass.DEPTH], along = tape[a + GemmPass.Left.DEPTH];
        int l = getLocalId();
        if (along == 1) {
            int kk = l % GemmPass.STEP, k = k0 + kk;
            if (tape[p] == GemmPass.WEIGHT_GRADIENT) {
                int perImage = tape[p + GemmPass.PIXELS + GemmPass.Pixels.PER_IMAGE];
                src0 += k / perImage * (tape[a + GemmPass.Left.IMAGE] - perImage);
            }
            for (int m = l / GemmPass.STEP; m < GemmPass.TILE; m += GROUP / GemmPass.STEP) {
                float v = 0f;
                if (row0 + m < rows && k < depth) {
                    v = src[src0 + (row0 + m) * row + k];
                }
                tile[kk * PITCH + m] = v;
            }
        } else {
            int m = l % GemmPass.TILE;
            for (int kk = l / GemmPass.TILE; kk < GemmPass.STEP; kk += GROUP / GemmPass.TILE) {
                float v = 0f;
                if (row0 + m < rows && k0 + kk < depth) {
                    v = src[src0 + (row0 + m) * row + (k0 + kk) * along];
                }
                tile[kk * PITCH + m] = v;
            }
        }
    }

    /** Columns of b where it is a matrix. */
    private void loadMatrix(int p, int z, int col0, int k0) {
        int b = p + GemmPass.B, place = tape[b + GemmPass.Right.PLACE], col = tape[b + GemmPass.Right.COL];
        float[] src = place >= 0 ? acts : weights;
        int src0 = offset(place) + z * tape[b + GemmPass.Right.BATCH], along = tape[b + GemmPass.Right.DEPTH];
        int cols = tape[p + GemmPass.COLS], depth = tape[p + GemmPass.DEPTH];
        int l = getLocalId();
        int wide = col == 1 ? GemmPass.TILE : GemmPass.STEP;
        for (int e = l; e < GemmPass.TILE * GemmPass.STEP; e += GROUP) {
            int n = col == 1 ? e % wide : e / wide, kk = col == 1 ? e / wide : e % wide;
            float v = 0f;
            if (col0 + n < cols && k0 + kk < depth) {
                v = src[src0 + (k0 + kk) * along + (col0 + n) * col];
            }
            tile[PANEL + kk * PITCH + n] = v;
        }
    }

    /** Columns of b where they are pixels of a convolution: neighbouring work items read neighbouring pixels. */
    private void loadTaps(int p, int z, int col0, int k0) {
        int x = p + GemmPass.PIXELS, l = getLocalId(), n = col0 + l % GemmPass.TILE;
        int perImage = tape[x + GemmPass.Pixels.PER_IMAGE], width = tape[x + GemmPass.Pixels.WIDTH];
        int depth = tape[p + GemmPass.DEPTH], table = tape[x + GemmPass.Pixels.TABLE];
        for (int kk = l / GemmPass.TILE; kk < GemmPass.STEP; kk += GROUP / GemmPass.TILE) {
            float v = 0f;
            if (n < tape[p + GemmPass.COLS] && k0 + kk < depth) {
                v = pixel(p, z, n / perImage, n % perImage / width, n % perImage % width, table + 2 * (k0 + kk));
            }
            tile[PANEL + kk * PITCH + l % GemmPass.TILE] = v;
        }
    }

    /** Rows of b where they are pixels and columns are taps. */
    private void loadPixels(int p, int z, int col0, int k0) {
        int x = p + GemmPass.PIXELS, l = getLocalId(), kk = l % GemmPass.STEP, k = k0 + kk;
        int perImage = tape[x + GemmPass.Pixels.PER_IMAGE], width = tape[x + GemmPass.Pixels.WIDTH];
        int cols = tape[p + GemmPass.COLS], table = tape[x + GemmPass.Pixels.TABLE];
        int image = k / perImage, i = k % perImage / width, j = k % perImage % width;
        for (int n = l / GemmPass.STEP; n < GemmPass.TILE; n += GROUP / GemmPass.STEP) {
            float v = 0f;
            if (col0 + n < cols && k < tape[p + GemmPass.DEPTH]) {
                v = pixel(p, z, image, i, j, table + 2 * (col0 + n));
            }
            tile[PANEL + kk * PITCH + n] = v;
        }
    }

    /** What a tap, a row of the table, reads for a pixel. */
    private float pixel(int p, int z, int image, int i, int j, int tap) {
        int b = p + GemmPass.B, x = p + GemmPass.PIXELS;
        int place = tape[b + GemmPass.Right.PLACE], w = tape[x + GemmPass.Pixels.W], shift = tape[tap + 1];
        int y0 = i * tape[x + GemmPass.Pixels.MUL_Y], x0 = j * tape[x + GemmPass.Pixels.MUL_X];
        int y = y0 + (shift >> 16), c = x0 + ((shift << 16) >> 16);
        float v = 0f;
        if (y >= 0 && y < tape[x + GemmPass.Pixels.H] && c >= 0 && c < w) {
            int at = z * tape[b + GemmPass.Right.BATCH]
                    + image * tape[b + GemmPass.Right.IMAGE]
                    + y0 * w
                    + x0
                    + tape[tap];
            v = place >= 0 ? acts[place + at] : weights[at - 1 - place];
        }
        return v;
    }

    /** The tile, through the body, to its place: neighbouring work items write neighbouring columns. */
    private void finish(int p, int z, int row0, int col0) {
        int c = p + GemmPass.C, x = p + GemmPass.PIXELS, l = getLocalId(), n = l % GemmPass.TILE, col = col0 + n;
        int perImage = tape[x + GemmPass.Pixels.PER_IMAGE], width = tape[x + GemmPass.Pixels.WIDTH];
        int rows = tape[p + GemmPass.ROWS], dst = tape[c + GemmPass.Result.DST];
        int at = tape[c + GemmPass.Result.FIRST] + z * tape[c + GemmPass.Result.BATCH];
        if (tape[p] == GemmPass.CONVOLUTION) {
            at += col / perImage * tape[c + GemmPass.Result.IMAGE]
                    + col % perImage / width * tape[c + GemmPass.Result.DOWN]
                    + col % perImage % width * tape[c + GemmPass.Result.RIGHT];
        } else {
            at += col * tape[c + GemmPass.Result.RIGHT];
        }
        if (col < tape[p + GemmPass.COLS]) {
            for (int m = l / GemmPass.TILE; m < GemmPass.TILE; m += GROUP / GemmPass.TILE) {
                if (row0 + m < rows) {
                    int i = at + (row0 + m) * tape[c + GemmPass.Result.ROW];
                    acts[dst + i] = body(tape[p + GemmPass.BODY], i, tile[m * PITCH + n]);
                }
            }
        }
    }
}
