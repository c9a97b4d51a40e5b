package org.limn.evaluation.scenes;

/**
 * What baseline JPEG does to a picture, without the file: YCbCr, the cosine transform of 8×8 blocks, quantization by the
 * tables of ITU-T T.81 annex K at a quality as libjpeg scales them, and back. Color is kept at full resolution.
 */
final class JpegArtifacts {
    private static final int[] LUMINANCE = {
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29,
        51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121,
        120, 101, 72, 92, 95, 98, 112, 100, 103, 99
    };
    private static final int[] CHROMINANCE = {
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99,
                99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
                99, 99,
        99, 99, 99, 99
    };
    /** {@code COSINES[8f + x]}: the orthonormal transform's row f. */
    private static final double[] COSINES = new double[64];

    static {
        for (int f = 0; f < 8; f++) {
            for (int x = 0; x < 8; x++) {
                COSINES[8 * f + x] = StrictMath.cos((2 * x + 1) * f * Math.PI / 16) * (f == 0 ? Math.sqrt(0.125) : 0.5);
            }
        }
    }

    private JpegArtifacts() {}

    /** Compresses in place; {@code quality} in 1..100. */
    static void compress(byte[] rgb, int size, int quality) {
        int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        double[][] blocks = new double[3][64];
        for (int top = 0; top < size; top += 8) {
            for (int left = 0; left < size; left += 8) {
                for (int i = 0; i < 64; i++) { // a block over the border repeats the border
                    int at = 3 * (Math.min(size - 1, top + i / 8) * size + Math.min(size - 1, left + i % 8));
                    double r = rgb[at] & 255;
                    double g = rgb[at + 1] & 255;
                    double b = rgb[at + 2] & 255;
                    blocks[0][i] = 0.299 * r + 0.587 * g + 0.114 * b - 128;
                    blocks[1][i] = -0.168736 * r - 0.331264 * g + 0.5 * b;
                    blocks[2][i] = 0.5 * r - 0.418688 * g - 0.081312 * b;
                }
                for (int k = 0; k < 3; k++) {
                    double[] waves = transform(blocks[k], 8, 1);
                    int[] table = k == 0 ? LUMINANCE : CHROMINANCE;
                    for (int i = 0; i < 64; i++) {
                        int step = Math.max(1, Math.min(255, (table[i] * scale + 50) / 100));
                        waves[i] = Math.rint(waves[i] / step) * step;
                    }
                    blocks[k] = transform(waves, 1, 8);
                }
                for (int i = 0; i < 64; i++) {
                    int y = top + i / 8;
                    int x = left + i % 8;
                    if (y < size && x < size) {
                        double luma = blocks[0][i] + 128;
                        int at = 3 * (y * size + x);
                        rgb[at] = level(luma + 1.402 * blocks[2][i]);
                        rgb[at + 1] = level(luma - 0.344136 * blocks[1][i] - 0.714136 * blocks[2][i]);
                        rgb[at + 2] = level(luma + 1.772 * blocks[1][i]);
                    }
                }
            }
        }
    }

    private static byte level(double x) {
        return (byte) Math.max(0, Math.min(255, Math.round(x)));
    }

    /** {@code C B Cᵀ}, or with the strides of C exchanged its inverse {@code Cᵀ B C}. */
    private static double[] transform(double[] block, int far, int near) {
        double[] rows = new double[64];
        double[] out = new double[64];
        for (int i = 0; i < 64; i++) {
            double sum = 0;
            for (int t = 0; t < 8; t++) {
                sum += COSINES[i % 8 * far + t * near] * block[i / 8 * 8 + t];
            }
            rows[i] = sum;
        }
        for (int i = 0; i < 64; i++) {
            double sum = 0;
            for (int t = 0; t < 8; t++) {
                sum += COSINES[i / 8 * far + t * near] * rows[t * 8 + i % 8];
            }
            out[i] = sum;
        }
        return out;
    }
}
