package org.limn.autodiff.device.cpu.gemm;

/** The two families of tile: how many accumulators there are depends on how many vector registers there are. */
enum TileShape {
    /** 24 accumulators, for 32 registers: AVX-512, NEON. */
    EIGHT_BY_THREE(8, 3) {
        @Override
        void multiply(int vectors, float[] a, int ao, float[] b, int bo, int kc, float[] t, int to) {
            if (vectors == 3) {
                Mul8x3.run(a, ao, b, bo, kc, t, to);
            } else if (vectors == 2) {
                Mul8x2.run(a, ao, b, bo, kc, t, to);
            } else {
                Mul8x1.run(a, ao, b, bo, kc, t, to);
            }
        }

        @Override
        void store(
                float[] t,
                int length,
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
            Store8.run(t, length, bias, bi, r, ro, ldr, floor, ceiling, c, co, ldc);
        }

        @Override
        void mask(float[] t, int length, float[] r, int ro, int ldr, float[] y, int yo, float[] c, int co, int ldc) {
            Mask8.run(t, length, r, ro, ldr, y, yo, c, co, ldc);
        }
    },

    /** 12 accumulators, for 16 registers: AVX2, SSE. */
    SIX_BY_TWO(6, 2) {
        @Override
        void multiply(int vectors, float[] a, int ao, float[] b, int bo, int kc, float[] t, int to) {
            if (vectors == 2) {
                Mul6x2.run(a, ao, b, bo, kc, t, to);
            } else {
                Mul6x1.run(a, ao, b, bo, kc, t, to);
            }
        }

        @Override
        void store(
                float[] t,
                int length,
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
            Store6.run(t, length, bias, bi, r, ro, ldr, floor, ceiling, c, co, ldc);
        }

        @Override
        void mask(float[] t, int length, float[] r, int ro, int ldr, float[] y, int yo, float[] c, int co, int ldc) {
            Mask6.run(t, length, r, ro, ldr, y, yo, c, co, ldc);
        }
    };
    private final int rows, vectors;

    TileShape(int rows, int vectors) {
        this.rows = rows;
        this.vectors = vectors;
    }

    int rows() {
        return rows;
    }

    /** Vectors per row of the tile. */
    int vectors() {
        return vectors;
    }

    /** The first {@code vectors} vectors of every row of the tile, which starts at {@code to}, become a·b. */
    abstract void multiply(int vectors, float[] a, int ao, float[] b, int bo, int kc, float[] t, int to);

    /** The first {@code length} numbers, whole vectors, of every row stored: {@link Store8}. */
    abstract void store(
            float[] t,
            int length,
            float[] bias,
            int bi,
            float[] r,
            int ro,
            int ldr,
            float floor,
            float ceiling,
            float[] c,
            int co,
            int ldc);

    /** Likewise: {@link Mask8}. */
    abstract void mask(
            float[] t, int length, float[] r, int ro, int ldr, float[] y, int yo, float[] c, int co, int ldc);
}
