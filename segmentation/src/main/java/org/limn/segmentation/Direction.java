package org.limn.segmentation;

/** The edges of an 8-neighbourhood, each from the one of two rows and columns that comes first, in the order in which ties stand. */
enum Direction {
    RIGHT(0, 1, 0),
    DOWN(0, 0, 1),
    DOWN_RIGHT(0, 1, 1),
    UP_RIGHT(1, 0, 1);

    /** Columns from the corner to the first end. */
    private final int first;

    /** Columns from the corner to the second end. */
    private final int second;

    /** Rows from the first end's to the second's. */
    private final int down;

    Direction(int first, int second, int down) {
        this.first = first;
        this.second = second;
        this.down = down;
    }

    /** The distance of the first end from the corner, in pixels. */
    int first() {
        return first;
    }

    /** The distance of the second end from the corner, in pixels of rows {@code width} long. */
    int second(int width) {
        return down * width + second;
    }

    /** The rows in which edges of an image or tile have their corner, of {@code height}. */
    int rows(int height) {
        return height - down;
    }

    /** The columns in which edges have their corner, of {@code width}. */
    int columns(int width) {
        return width - Math.max(first, second);
    }

    boolean startsIn(Tile tile, int row, int column) {
        return tile.contains(row, column + first);
    }

    boolean endsIn(Tile tile, int row, int column) {
        return tile.contains(row + down, column + second);
    }
}
