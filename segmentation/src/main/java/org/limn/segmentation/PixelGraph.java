package org.limn.segmentation;

import java.util.Arrays;

/**
 * The 8-neighbourhood graph of an image; the cost of an edge is the Euclidean distance of the colors at its ends. Edges of equal
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

    /** The edges with one end or both in a tile, their ends numbered within it; those that leave it are marked. */
    SortedEdges edges(Tile tile) {
        reserve(4 * (tile.bottom() - tile.top() + 1) * (tile.right() - tile.left() + 1));
        int n = 0;
        for (Direction direction : Direction.values()) {
            int end = Math.min(tile.bottom(), direction.rows(height));
            for (int y = Math.max(tile.top() - 1, 0); y < end; y++) {
                n = addRow(direction, y, tile, n);
            }
        }
        return SortedEdges.of(tile.width(), costs, edges, n);
    }

    /** Writes the edges of a row after the {@code n} that are there: one at a time only where they may leave the tile. */
    private int addRow(Direction direction, int y, Tile tile, int n) {
        int right = Math.min(tile.right(), direction.columns(width));
        boolean within = y >= tile.top() && y < direction.rows(tile.bottom());
        int from = within ? tile.left() : right;
        int to = within ? direction.columns(tile.right()) : right;
        int next = addBorder(direction, y, Math.max(tile.left() - 1, 0), from, tile, n);
        next = addWithin(direction, y * width + from, tile.index(y, from), to - from, next);
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
                int end = starts
                        ? tile.index(y, x) + direction.first()
                        : tile.index(y, x) + direction.second(tile.width());
                edges[next] = starts && ends ? SortedEdges.pack(direction, end) : end | SortedEdges.LEAVES;
                costs[next++] = cost(a, b);
            }
        }
        return next;
    }

    private int addWithin(Direction direction, int corner, int local, int count, int n) {
        int a = corner + direction.first();
        int b = corner + direction.second(width);
        Arrays.fill(costs, n, n + count, 0);
        for (double[] channel : channels) {
            addSquares(channel, a, b, count, n);
        }
        for (int x = 0; x < count; x++) {
            costs[n + x] = Math.sqrt(costs[n + x]);
            edges[n + x] = SortedEdges.pack(direction, local + direction.first() + x);
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
     * The edges that may unite {@link OpenRegions}, marked with how they may not. Some are left out that would find all decided by one
     * that comes first.
     */
    SortedEdges edges(int... regions) {
        if (costs.length < 4 * height * width) {
            reserve(count(regions) + 1);
        }
        int n = 0;
        Cheapest cheapest = new Cheapest();
        for (Direction direction : Direction.values()) {
            for (int y = 0; y < direction.rows(height); y++) {
                int end = addRow(direction, y * width, regions, n);
                n = addCosts(direction, regions, n, end, cheapest);
            }
        }
        return SortedEdges.of(width, costs, edges, n);
    }

    private int count(int... regions) {
        int count = 0;
        for (Direction direction : Direction.values()) {
            for (int y = 0; y < direction.rows(height); y++) {
                count += count(direction, y * width, regions);
            }
        }
        return count;
    }

    private int count(Direction direction, int row, int[] regions) {
        int a = row + direction.first();
        int b = row + direction.second(width);
        int columns = direction.columns(width);
        int count = 0;
        for (int x = 0; x < columns; x++) {
            count += OpenRegions.mayUnite(regions[a + x], regions[b + x]);
        }
        return count;
    }

    /** Writes every edge of a row, and lets the next one overwrite it if it unites nothing. */
    private int addRow(Direction direction, int row, int[] regions, int n) {
        int a = row + direction.first();
        int b = row + direction.second(width);
        int columns = direction.columns(width);
        int[] edges = this.edges;
        int next = n;
        for (int x = 0; x < columns; x++) {
            edges[next] = SortedEdges.pack(direction, a + x) | OpenRegions.marks(regions[a + x], regions[b + x]);
            next += OpenRegions.mayUnite(regions[a + x], regions[b + x]);
        }
        return next;
    }

    /** Writes the costs of edges {@code [from, to)} of a direction, and drops those that a cheaper one makes needless. */
    private int addCosts(Direction direction, int[] regions, int from, int to, Cheapest cheapest) {
        int step = direction.second(width) - direction.first();
        int next = from;
        for (int i = from; i < to; i++) {
            int a = SortedEdges.firstEnd(edges[i]);
            double cost = cost(a, a + step);
            costs[next] = cost;
            edges[next] = edges[i];
            next += cheapest.mayMatter(OpenRegions.number(regions[a]), OpenRegions.number(regions[a + step]), cost);
        }
        return next;
    }

    private void reserve(int n) {
        if (costs.length < n) {
            costs = new double[n];
            edges = new int[n];
        }
    }
}
