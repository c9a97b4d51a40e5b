package org.limn.segmentation;

import java.util.ArrayList;
import java.util.List;

/** A rectangle of an image: rows {@code [top, bottom)}, columns {@code [left, right)}. */
record Tile(int top, int bottom, int left, int right) {
    /** An image cut into tiles as equal as whole pixels allow, with sides of at most {@code side}. */
    static List<Tile> of(int height, int width, int side) {
        int rows = (height + side - 1) / side;
        int columns = (width + side - 1) / side;
        List<Tile> tiles = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                tiles.add(new Tile(
                        cut(height, r, rows),
                        cut(height, r + 1, rows),
                        cut(width, c, columns),
                        cut(width, c + 1, columns)));
            }
        }
        return tiles;
    }

    private static int cut(int pixels, int i, int parts) {
        return (int) ((long) pixels * i / parts);
    }

    int height() {
        return bottom - top;
    }

    int width() {
        return right - left;
    }

    int pixels() {
        return height() * width();
    }

    /** The number of a pixel of the image among those of the tile, row by row. */
    int index(int row, int column) {
        return (row - top) * width() + column - left;
    }

    boolean contains(int row, int column) {
        return row >= top && row < bottom && column >= left && column < right;
    }
}
