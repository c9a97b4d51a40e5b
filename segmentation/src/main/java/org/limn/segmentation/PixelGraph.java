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

    PixelGraph(Planes image) {
        height = image.height();
        width = image.width();
        channels = image.channels();
        SortedEdges.requireFew(height, width);
    }

    /** The edges with one end or both in a tile. */
    SortedEdges edges(Tile tile) {
        double[] row = new double[tile.right() - tile.left() + 1];
        int most = 4 * (tile.bottom() - tile.top() + 1) * row.length;
        double[] costs = new double[most];
        int[] edges = new int[most];
        int n = 0;
        for (Direction direction : Direction.values()) {
            int left = Math.max(tile.left() - 1, 0);
            int right = Math.min(tile.right(), direction.columns(width));
            for (int y = Math.max(tile.top() - 1, 0); y < Math.min(tile.bottom(), direction.rows(height)); y++) {
                costs(direction, y * width + left, right - left, row);
                for (int x = left; x < right; x++) {
                    boolean starts = direction.startsIn(tile, y, x);
                    boolean ends = direction.endsIn(tile, y, x);
                    if (starts || ends) {
                        costs[n] = row[x - left];
                        edges[n++] = edge(direction, y * width + x, starts, ends);
                    }
                }
            }
        }
        return SortedEdges.of(height, width, costs, edges, n);
    }

    private int edge(Direction direction, int corner, boolean starts, boolean ends) {
        return starts && ends
                ? SortedEdges.pack(direction, corner)
                : SortedEdges.leaving(corner + (starts ? direction.first() : direction.second(width)));
    }

    /** Costs of {@code n} edges side by side. */
    private void costs(Direction direction, int corner, int n, double[] costs) {
        int a = corner + direction.first();
        int b = corner + direction.second(width);
        Arrays.fill(costs, 0);
        for (double[] channel : channels) {
            for (int x = 0; x < n; x++) {
                double d = channel[b + x] - channel[a + x];
                costs[x] += d * d;
            }
        }
        for (int x = 0; x < n; x++) {
            costs[x] = Math.sqrt(costs[x]);
        }
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
        int[] edges = new int[count + 1];
        double[] costs = new double[count];
        int n = 0;
        for (Direction direction : Direction.values()) {
            int from = n;
            for (int y = 0; y < direction.rows(height); y++) {
                n = collect(direction, y * width, regions, edges, n);
            }
            costs(direction, edges, from, n, costs);
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

    /** Writes every edge of a row after the {@code n} that are there, and lets the next one overwrite it if it is not between. */
    private int collect(Direction direction, int row, int[] regions, int[] edges, int n) {
        int a = row + direction.first();
        int b = row + direction.second(width);
        int columns = direction.columns(width);
        int next = n;
        for (int x = 0; x < columns; x++) {
            edges[next] = SortedEdges.pack(direction, row + x);
            next += isBetween(regions[a + x], regions[b + x]);
        }
        return next;
    }

    /** 1 or 0. Without a branch, which would often be mispredicted: 70 → 15 ns a pixel for all of {@link #edges(int...)}. */
    private static int isBetween(int a, int b) {
        int differ = a ^ b;
        return ((differ | -differ) & (a | b)) >>> 31;
    }

    private void costs(Direction direction, int[] edges, int from, int to, double[] costs) {
        int a = direction.first();
        int b = direction.second(width);
        for (int i = from; i < to; i++) {
            int corner = SortedEdges.corner(edges[i]);
            double sum = 0;
            for (double[] channel : channels) {
                double d = channel[corner + b] - channel[corner + a];
                sum += d * d;
            }
            costs[i] = Math.sqrt(sum);
        }
    }
}
