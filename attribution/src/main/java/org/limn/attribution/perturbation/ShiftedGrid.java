package org.limn.attribution.perturbation;

import java.util.random.RandomGenerator;
import org.limn.segmentation.Grid;

/**
 * RISE's own masks: a grid's bilinear ones, stretched to the image and a cell more on either axis, of which each sample sees a window
 * at random, moved by less than a cell. Each is interpolated across for every row of cells, then down, for its window alone.
 */
final class ShiftedGrid implements PerturbedScores.Masks {
    private final int height;
    private final int width;
    private final int cellHeight;
    private final int cellWidth;
    private final long seed;
    private final Between down;
    private final Between across;

    /** Along an axis: the cell before the middle of each pixel, and how far it is on the way to the next, from 0 to 1. */
    private record Between(int cells, int[] before, float[] way) {
        /** As {@link org.limn.segmentation.smoothing.BilinearGrid} has it, mirrored about the outermost middles. */
        static Between of(int cells, int pixels) {
            int[] before = new int[pixels];
            float[] way = new float[pixels];
            for (int i = 0; i < pixels; i++) {
                double at = Math.abs((i + 0.5) * cells / pixels - 0.5);
                double mirrored = cells == 1 ? 0 : cells - 1 - Math.abs(cells - 1 - at);
                before[i] = Math.max(0, Math.min((int) mirrored, cells - 2));
                way[i] = (float) (mirrored - before[i]);
            }
            return new Between(cells, before, way);
        }
    }

    ShiftedGrid(Grid grid, int height, int width, long seed) {
        this.height = height;
        this.width = width;
        this.cellHeight = (height + grid.rows() - 1) / grid.rows();
        this.cellWidth = (width + grid.columns() - 1) / grid.columns();
        this.seed = seed;
        this.down = Between.of(grid.rows(), (grid.rows() + 1) * cellHeight);
        this.across = Between.of(grid.columns(), (grid.columns() + 1) * cellWidth);
    }

    @Override
    public void write(boolean[] kept, long sample, float[] mask) {
        RandomGenerator random = RandomColor.generator(seed, sample);
        int top = random.nextInt(cellHeight);
        int left = random.nextInt(cellWidth);
        float[][] rows = new float[down.cells][width];
        for (int r = 0; r < rows.length; r++) {
            for (int x = 0; x < width; x++) {
                int cell = r * across.cells + across.before[left + x];
                float way = across.way[left + x];
                rows[r][x] = (kept[cell] ? 1 - way : 0) + (way > 0 && kept[cell + 1] ? way : 0);
            }
        }
        for (int y = 0; y < height; y++) {
            int before = down.before[top + y];
            float[] below = rows[Math.min(before + 1, rows.length - 1)];
            blend(rows[before], below, down.way[top + y], mask, y * width);
        }
    }

    private static void blend(float[] above, float[] below, float way, float[] mask, int at) {
        for (int x = 0; x < above.length; x++) {
            mask[at + x] = (1 - way) * above[x] + way * below[x];
        }
    }

    static double[] numbers(boolean[] kept) {
        double[] z = new double[kept.length];
        for (int s = 0; s < z.length; s++) {
            z[s] = kept[s] ? 1 : 0;
        }
        return z;
    }
}
