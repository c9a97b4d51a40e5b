package org.limn.segmentation;

/**
 * A regular grid of pixels, about as many as asked for: pixels {@code startY + i·stepY}, {@code startX + j·stepX}. Steps are
 * {@code √(HW/n)}, or, in an image too thin for that, the thin side and what remains for the other. scikit-image's
 * {@code regular_grid} in two dimensions.
 */
record SeedGrid(int height, int width, int stepY, int stepX, int startY, int startX) {
    static SeedGrid of(int height, int width, int seeds) {
        double size = (double) height * width;
        if (size <= seeds) {
            return new SeedGrid(height, width, 1, 1, 0, 0);
        }
        double even = Math.sqrt(size / seeds);
        double thin = Math.min(height, width);
        double shorter = Math.min(thin, even);
        double longer = thin < even ? Math.max(height, width) / (double) seeds : even;
        return height <= width ? of(height, width, shorter, longer) : of(height, width, longer, shorter);
    }

    private static SeedGrid of(int height, int width, double y, double x) {
        return new SeedGrid(height, width, (int) Math.rint(y), (int) Math.rint(x), (int) (y / 2), (int) (x / 2));
    }

    int rows() {
        return (height - startY + stepY - 1) / stepY;
    }

    int columns() {
        return (width - startX + stepX - 1) / stepX;
    }

    int count() {
        return rows() * columns();
    }

    /** The number, row by row, of a seed near each pixel of a row. */
    int[] nearest(int y) {
        int first = Math.min(y / stepY, rows() - 1) * columns();
        int last = columns() - 1;
        int[] seeds = new int[width];
        for (int x = 0; x < width; x++) {
            seeds[x] = first + Math.min(x / stepX, last);
        }
        return seeds;
    }
}
