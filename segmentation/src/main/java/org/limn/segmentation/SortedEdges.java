package org.limn.segmentation;

/**
 * Edges of a {@link PixelGraph} by ascending cost.
 *
 * <p>An edge is packed into an int, the direction above the number of its corner pixel, so that it takes 12 bytes with its cost. Of
 * an edge that leaves the tile only the end within is kept, below the sign.
 */
final class SortedEdges {
    /** The most pixels that the packing can number. */
    static final int MOST_PIXELS = 1 << 29;

    private static final int DIRECTION = 29;
    private static final int LEAVES = 1 << 31;

    private final int[] first = new int[4];
    private final int[] second = new int[4];
    private final int outside;
    private final int width;
    private final int[] edges;
    private final double[] costs;
    private final int count;

    private SortedEdges(int width, int outside, int[] edges, double[] costs, int count) {
        this.count = count;
        this.width = width;
        for (Direction direction : Direction.values()) {
            first[direction.ordinal()] = direction.first();
            second[direction.ordinal()] = direction.second(width);
        }
        this.outside = outside;
        this.edges = edges;
        this.costs = costs;
    }

    /** The first {@code n} edges of these arrays, which serve as scratch. */
    static SortedEdges of(int width, int outside, double[] costs, int[] edges, int n) {
        return CostSort.sort(costs, edges, n, (c, e) -> new SortedEdges(width, outside, e, c, n));
    }

    static void requireRoom(int height, int width) {
        if ((long) height * width > MOST_PIXELS) {
            throw new IllegalArgumentException(
                    "a graph of at most " + MOST_PIXELS + " pixels can be segmented, got " + height + "x" + width);
        }
    }

    static int pack(Direction direction, int corner) {
        return direction.ordinal() << DIRECTION | corner;
    }

    static int corner(int edge) {
        return edge & MOST_PIXELS - 1;
    }

    /** An edge of which only one end is within the tile. */
    static int leaving(int end) {
        return LEAVES | end;
    }

    /** Those between two regions one of which is marked, as in {@link PixelGraph#edges(int[])}. */
    SortedEdges between(int[] regions) {
        int[] kept = new int[count + 1];
        double[] keptCosts = new double[count + 1];
        int n = 0;
        for (int i = 0; i < count; i++) {
            kept[n] = edges[i];
            keptCosts[n] = costs[i];
            n += PixelGraph.counts(regions[first(i)], regions[second(i)]);
        }
        return new SortedEdges(width, outside, kept, keptCosts, n);
    }

    int count() {
        return count;
    }

    double cost(int i) {
        return costs[i];
    }

    /** Whether edge {@code i} has only one end in the tile. */
    boolean leaves(int i) {
        return edges[i] < 0;
    }

    /** One end of edge {@code i}, in the tile. */
    int first(int i) {
        int edge = edges[i];
        return corner(edge) + ((edge >>> DIRECTION & 3) + 1 >> 2);
    }

    /** The other end of edge {@code i}, if that is in the tile. */
    int second(int i) {
        int edge = edges[i];
        return edge < 0 ? outside : corner(edge) + second[edge >>> DIRECTION & 3];
    }
}
