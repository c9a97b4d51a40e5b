package org.limn.segmentation;

import java.util.Arrays;

/**
 * The 8-neighbourhood graph of an image; the cost of an edge is the Euclidean distance of the colours at its ends. Edges of equal
 * cost stand in the order right, down, down-right, up-right, and within each in the order of the rows, which is how scikit-image
 * lists them.
 */
final class PixelGraph {
    private final int height;
    private final int width;
    private final double[][] channels;

    PixelGraph(Planes image) {
        height = image.height();
        width = image.width();
        channels = image.channels();
        SortedEdges.requireRoom(height, width);
    }

    /** The edges with one end or both in a tile. */
    SortedEdges edges(Tile tile) {
        int most = 4 * (tile.bottom() - tile.top() + 1) * (tile.right() - tile.left() + 1);
        double[] costs = new double[most];
        int[] edges = new int[most];
        double[] row = new double[tile.right() - tile.left() + 1];
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
                        edges[n++] = starts && ends
                                ? SortedEdges.pack(direction, y * width + x)
                                : SortedEdges.leaving(y * width + x + (starts ? direction.first() : direction.second(width)));
                    }
                }
            }
        }
        return SortedEdges.of(width, height * width, costs, edges, n);
    }

    /** Costs of {@code n} edges side by side. */
    private void costs(Direction direction, int corner, int n, double[] costs) {
        Arrays.fill(costs, 0);
        int a = corner + direction.first();
        int b = corner + direction.second(width);
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
     * The edges between two regions one of which is marked.
     *
     * @param regions the number of the region of each pixel, {@code ~number} if it is marked
     */
    SortedEdges edges(int[] regions) {
        int[] edges = new int[count(regions) + 1];
        double[] costs = new double[edges.length];
        int n = 0;
        for (Direction direction : Direction.values()) {
            int from = n;
            for (int y = 0; y < direction.rows(height); y++) {
                n = collect(regions, direction, y * width, edges, n);
            }
            costs(direction, edges, from, n, costs);
        }
        return SortedEdges.of(width, height * width, costs, edges, n);
    }

    private int count(int[] regions) {
        int n = 0;
        for (Direction direction : Direction.values()) {
            int columns = direction.columns(width);
            for (int y = 0; y < direction.rows(height); y++) {
                int a = y * width + direction.first();
                int b = y * width + direction.second(width);
                for (int x = 0; x < columns; x++) {
                    n += counts(regions[a + x], regions[b + x]);
                }
            }
        }
        return n;
    }

    private int collect(int[] regions, Direction direction, int row, int[] edges, int at) {
        int a = row + direction.first();
        int b = row + direction.second(width);
        int columns = direction.columns(width);
        int n = at;
        for (int x = 0; x < columns; x++) {
            edges[n] = SortedEdges.pack(direction, row + x);
            n += counts(regions[a + x], regions[b + x]);
        }
        return n;
    }

    /** 1 if two regions differ and one is marked, else 0; without a branch, which would be mispredicted at every second border. */
    static int counts(int a, int b) {
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
