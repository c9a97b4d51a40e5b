package org.limn.autodiff.device.cpu.gemm;

/**
 * Products of a few rows with a few others, summed over positions lane by lane: position p belongs to lane {@code p mod lanes}, whose
 * positions are added in ascending order, so the bits of a sum depend on the number of lanes and not on the tile.
 */
enum DotTile {
    /** For 32 vector registers. */
    FOUR_BY_SIX(4, 6) {
        @Override
        int lanes() {
            return Dots4x6.L;
        }

        @Override
        void add(
                float[] x,
                int xo,
                int xStep,
                int xs,
                float[] y,
                int yo,
                int yStep,
                int ys,
                int length,
                float[] s,
                int so) {
            Dots4x6.run(x, xo, xStep, xs, y, yo, yStep, ys, length, s, so);
        }

        @Override
        void pack(
                float[] x,
                int start,
                int[] offsets,
                int first,
                int rows,
                int[] source,
                int[] target,
                int copies,
                int length,
                float[] y,
                int yo,
                int step) {
            PackPositions.run(x, start, offsets, first, rows, source, target, copies, length, y, yo, step);
        }
    },

    /** For 16. */
    THREE_BY_THREE(3, 3) {
        @Override
        int lanes() {
            return Dots3x3.L;
        }

        @Override
        void add(
                float[] x,
                int xo,
                int xStep,
                int xs,
                float[] y,
                int yo,
                int yStep,
                int ys,
                int length,
                float[] s,
                int so) {
            Dots3x3.run(x, xo, xStep, xs, y, yo, yStep, ys, length, s, so);
        }

        @Override
        void pack(
                float[] x,
                int start,
                int[] offsets,
                int first,
                int rows,
                int[] source,
                int[] target,
                int copies,
                int length,
                float[] y,
                int yo,
                int step) {
            PackPositions.run(x, start, offsets, first, rows, source, target, copies, length, y, yo, step);
        }
    },

    /** Plain Java, in as many lanes as the widest vectors have. */
    SCALAR(1, 1) {
        @Override
        int lanes() {
            return 16;
        }

        @Override
        void add(
                float[] x,
                int xo,
                int xStep,
                int xs,
                float[] y,
                int yo,
                int yStep,
                int ys,
                int length,
                float[] s,
                int so) {
            for (int p = 0; p < length; p += 16) {
                for (int lane = 0; lane < 16; lane++) {
                    s[so + lane] = Math.fma(x[xo + p + lane], y[yo + p + lane], s[so + lane]);
                }
            }
        }

        @Override
        void pack(
                float[] x,
                int start,
                int[] offsets,
                int first,
                int rows,
                int[] source,
                int[] target,
                int copies,
                int length,
                float[] y,
                int yo,
                int step) {
            for (int row = 0; row < rows; row++) {
                int from = start + offsets[first + row], to = yo + row * step;
                for (int i = 0; i < copies; i++) {
                    int end = i + 1 < copies ? target[i + 1] : length;
                    System.arraycopy(x, from + source[i], y, to + target[i], end - target[i]);
                }
            }
        }
    };
    private final int rows, columns;

    DotTile(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** Rows of x at a time. */
    int rows() {
        return rows;
    }

    /** Rows of y at a time. */
    int columns() {
        return columns;
    }

    /** Sums for each pair of rows. */
    abstract int lanes();

    /**
     * {@code s[i][j][lane] += Σ x[i][p]·y[j][p]} over the lane's positions below {@code length}, whole vectors. Sums are stored for
     * {@link #rows} × {@link #columns} pairs; those of rows that are not there are anything.
     *
     * @param xs how many rows x has
     * @param ys how many rows y has
     */
    abstract void add(
            float[] x, int xo, int xStep, int xs, float[] y, int yo, int yStep, int ys, int length, float[] s, int so);

    /**
     * Brings rows {@code first..first+rows−1} of positions side by side, {@code step} apart, by the copies that {@link Pixels#copies} lists
     * for chunks of {@link #lanes}: row k takes {@code x[start + offsets[k] + source[i]]..} to {@code target[i]..}. What
     * lies behind {@code length} may be written up to a vector further.
     */
    abstract void pack(
            float[] x,
            int start,
            int[] offsets,
            int first,
            int rows,
            int[] source,
            int[] target,
            int copies,
            int length,
            float[] y,
            int yo,
            int step);
}
