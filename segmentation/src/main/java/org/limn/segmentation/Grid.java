package org.limn.segmentation;

import org.limn.autodiff.tensor.Tensor;
import org.limn.segmentation.pixel.Resize;

/**
 * A grid of cells as equal as whole pixels allow: pixel row i of H lies in cell row {@code ⌊(i + ½)·rows/H⌋}, columns likewise.
 * Cells are numbered row by row. An axis with fewer pixels than cells gets one cell per pixel.
 *
 * @param rows cells from top to bottom
 * @param columns cells from left to right
 */
public record Grid(int rows, int columns) implements Segmenter {
    public Grid {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("a grid needs at least 1x1 cells, got " + rows + "x" + columns);
        }
    }

    public Grid() {
        this(7, 7);
    }

    @Override
    public Segmentation segment(Tensor image) {
        Planes planes = Planes.of(image, 13, 14);
        return segment(planes.height(), planes.width());
    }

    /** The grid of any image of this size. */
    public Segmentation segment(int height, int width) {
        int[] row = Resize.nearest(Math.min(rows, height), height);
        int[] column = Resize.nearest(Math.min(columns, width), width);
        int[] labels = new int[Math.multiplyExact(height, width)];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = row[i / width] * Math.min(columns, width) + column[i % width];
        }
        return Segmentation.of(height, width, labels);
    }
}
