package org.limn.segmentation;

import java.util.Arrays;

/**
 * The 8-neighbourhood graph of an image; the cost of an edge is the Euclidean distance of the colours at its ends. Edges of equal
 * cost stand in the order of their {@link Direction}, and within each in the order of the rows, which is how scikit-image lists them.
 */
final class PixelGraph {
    private final int height;
    private final int width;
    private final double[][] channels;
    /** Scratch, as large as was needed so far: to make it anew for each tile costs 10 ns a pixel. */
    private double[] costs = {};

    private int[] edges = {};

    PixelGraph(Planes image) {
        height = image.height();
        width = image.width();
        channels = image.channels();
        SortedEdges.requireFew(height, width);
    }

    /** The edges with one end or both in a tile. */
    SortedEdges edges(Tile tile) {
        reserve(4 * (tile.bottom() - tile.top() + 1) * (tile.right() - tile.left() + 1));
        int n = 0;
        for (Direction direction : Direction.values()) {
            int end = Math.min(tile.bottom(), direction.rows(height));
            for (int y = Math.max(tile.top() - 1, 0); y < end; y++) {
                n = addRow(direction, y, tile, n);
            }
        }
        return SortedEdges.of(height, width, costs, edges, n);
    }

    /** Writes the edges of a row after the {@code n} that are there: one at a time only where they may leave the tile. */
    private int addRow(Direction direction, int y, Tile tile, int n) {
        int right = Math.min(tile.right(), direction.columns(width));
        boolean within = y >= tile.top() && y < direction.rows(tile.bottom());
        int from = within ? tile.left() : right;
        int to = within ? direction.columns(tile.right()) : right;
        int next = addBorder(direction, y, Math.max(tile.left() - 1, 0), from, tile, n);
        next = addWithin(direction, y * width + from, to - from, next);
        return addBorder(direction, y, to, right, tile, next);
    }

    private int addBorder(Direction direction, int y, int from, int to, Tile tile, int n) {
        int next = n;
        for (int x = from; x < to; x++) {
            int a = y * width + x + direction.first();
            int b = y * width + x + direction.second(width);
            boolean starts = direction.startsIn(tile, y, x);
            boolean ends = direction.endsIn(tile, y, x);
            if (starts || ends) {
                edges[next] = starts && ends ? SortedEdges.pack(direction, a) : SortedEdges.leaving(starts ? a : b);
                costs[next++] = cost(a, b);
            }
        }
        return next;
    }

    private int addWithin(Direction direction, int corner, int count, int n) {
        int a = corner + direction.first();
        int b = corner + direction.second(width);
        Arrays.fill(costs, n, n + count, 0);
        for (double[] channel : channels) {
            addSquares(channel, a, b, count, n);
        }
        for (int x = 0; x < count; x++) {
            costs[n + x] = Math.sqrt(costs[n + x]);
            edges[n + x] = SortedEdges.pack(direction, a + x);
        }
        return n + count;
    }

    private void addSquares(double[] channel, int a, int b, int count, int n) {
        for (int x = 0; x < count; x++) {
            double d = channel[b + x] - channel[a + x];
            costs[n + x] += d * d;
        }
    }

    private double cost(int a, int b) {
        double sum = 0;
        for (double[] channel : channels) {
            double d = channel[b] - channel[a];
            sum += d * d;
        }
        return Math.sqrt(sum);
    }

    /**
     * The edges between two different regions one of which is marked.
     *
     * @param regions the number of the region of each pixel, {@code ~number} where it is marked
     */
    SortedEdges edges(int... regions) {
        int count = 0;
        for (Direction direction : Direction.values()) {
            for (int y = 0; y < direction.rows(height); y++) {
                count += count(direction, y * width, regions);
            }
        }
        reserve(count + 1);
        int n = 0;
        for (Direction direction : Direction.values()) {
            for (int y = 0; y < direction.rows(height); y++) {
                n = addBetween(direction, y * width, regions, n);
            }
        }
        return SortedEdges.of(height, width, costs, edges, n);
    }

    private int count(Direction direction, int row, int[] regions) {
        int a = row + direction.first();
        int b = row + direction.second(width);
        int columns = direction.columns(width);
        int count = 0;
        for (int x = 0; x < columns; x++) {
            count += isBetween(regions[a + x], regions[b + x]);
        }
        return count;
    }

    /** Writes every edge of a row, and lets the next one overwrite it if it is not between. */
    private int addBetween(Direction direction, int row, int[] regions, int n) {
        int a = row + direction.first();
        int b = row + direction.second(width);
        int columns = direction.columns(width);
        int[] edges = this.edges;
        int next = n;
        for (int x = 0; x < columns; x++) {
            edges[next] = SortedEdges.pack(direction, a + x);
            next += isBetween(regions[a + x], regions[b + x]);
        }
        for (int i = n; i < next; i++) {
            int first = SortedEdges.firstEnd(edges[i]);
            costs[i] = cost(first, first + b - a);
        }
        return next;
    }

    /** 1 or 0. Without a branch, which would often be mispredicted: 70 → 15 ns a pixel for all of {@link #edges(int...)}. */
    private static int isBetween(int a, int b) {
        int differ = a ^ b;
        return ((differ | -differ) & (a | b)) >>> 31;
    }

    private void reserve(int n) {
        if (costs.length < n) {
            costs = new double[n];
            edges = new int[n];
        }
    }
}
