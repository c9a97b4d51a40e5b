package org.limn.attribution.perturbation;

import java.util.random.RandomGenerator;
import org.limn.segmentation.Grid;
import org.limn.segmentation.smoothing.BilinearGrid;
import org.limn.segmentation.smoothing.SoftMasks;

/**
 * RISE's own masks: a grid's bilinear ones, stretched to one cell more than the image on either axis, of which each sample sees a
 * window at random, moved by less than a cell.
 */
final class ShiftedGrid implements PerturbedScores.Masks {
    private final int height;
    private final int width;
    private final int cellHeight;
    private final int cellWidth;
    private final SoftMasks masks;
    private final long seed;

    ShiftedGrid(Grid grid, int height, int width, long seed) {
        this.height = height;
        this.width = width;
        this.cellHeight = (height + grid.rows() - 1) / grid.rows();
        this.cellWidth = (width + grid.columns() - 1) / grid.columns();
        this.seed = seed;
        this.masks = new BilinearGrid()
                .smooth(grid.segment((grid.rows() + 1) * cellHeight, (grid.columns() + 1) * cellWidth));
    }

    @Override
    public void write(boolean[] kept, long sample, float[] mask) {
        RandomGenerator random = RandomColor.generator(seed, sample);
        int top = random.nextInt(cellHeight);
        int left = random.nextInt(cellWidth);
        float[] whole = new float[masks.height() * masks.width()];
        masks.blend(numbers(kept), whole, 0);
        for (int y = 0; y < height; y++) {
            System.arraycopy(whole, (top + y) * masks.width() + left, mask, y * width, width);
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
