package org.limn.segmentation.smoothing;

import java.util.ArrayList;
import java.util.List;
import org.limn.segmentation.Grid;
import org.limn.segmentation.Segmentation;
import org.limn.segmentation.smoothing.SoftMasks.Patch;

/**
 * The masks of RISE: each cell of a grid is one pixel of a small image, enlarged by linear interpolation between the middles of
 * cells. Beyond the outermost middles the image is mirrored about them, as scikit-image's {@code resize} does with
 * {@code mode="reflect"}: towards the edge a mask falls again. The masks add up to 1.
 *
 * <p>Petsiuk, Das and Saenko, "RISE: Randomized Input Sampling for Explanation of Black-box Models", BMVC 2018, section 3.2;
 * without its random shift.
 */
public record BilinearGrid() implements Smoothing {
    /** @throws IllegalArgumentException if the segmentation is not that of a {@link Grid} */
    @Override
    public SoftMasks smooth(Segmentation segmentation) {
        int columns = segmentation.label(0, segmentation.width() - 1) + 1;
        int rows = segmentation.regions() / columns;
        int height = segmentation.height();
        int width = segmentation.width();
        if (!new Grid(rows, columns).segment(height, width).equals(segmentation)) {
            throw new IllegalArgumentException("bilinear masks need the segmentation of a grid, got " + segmentation
                    + "; blur other segmentations with Gaussian");
        }
        List<Patch> patches = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                patches.add(outer(Ramp.of(r, rows, height), Ramp.of(c, columns, width)));
            }
        }
        return new SoftMasks(height, width, patches);
    }

    private static Patch outer(Ramp down, Ramp across) {
        int height = down.weights.length;
        int width = across.weights.length;
        double[] values = new double[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = down.weights[i / width] * across.weights[i % width];
        }
        return new Patch(down.start, across.start, height, width, values);
    }

    /** The weight of one cell along an axis: 1 in its middle, 0 in the middle of the next, between {@code start} and the last that is above 0. */
    private record Ramp(int start, double[] weights) {
        static Ramp of(int cell, int cells, int pixels) {
            int from = pixels;
            int to = 0;
            double[] all = new double[pixels];
            for (int i = 0; i < pixels; i++) {
                double at = (i + 0.5) * cells / pixels - 0.5;
                double mirrored = cells == 1 ? 0 : cells - 1 - Math.abs(cells - 1 - Math.abs(at));
                all[i] = Math.max(0, 1 - Math.abs(mirrored - cell));
                if (all[i] > 0) {
                    from = Math.min(from, i);
                    to = i + 1;
                }
            }
            return new Ramp(Math.min(from, to), java.util.Arrays.copyOfRange(all, Math.min(from, to), to));
        }
    }
}
