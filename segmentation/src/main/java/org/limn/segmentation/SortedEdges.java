package org.limn.segmentation;

/**
 * Edges of a {@link PixelGraph} by ascending cost.
 *
 * <p>An edge is packed into an int, its direction above the number of its corner, so that it takes 12 bytes with its cost. Of an
 * edge that leaves a tile only the end in the tile is kept, and the sign set.
 */
final class SortedEdges {
    /** The most pixels that the packing can number. */
    static final int MOST_PIXELS = 1 << 29;

    private static final int DIRECTION = 29;
    private static final int LEAVES = 1 << 31;

    /** How far the ends of an edge are from its corner, for each direction. */
    private final int[] first = new int[4];

    private final int[] second = new int[4];
    private final int outside;
    private final int[] edges;
    private final double[] costs;

    private SortedEdges(int height, int width, double[] costs, int[] edges) {
        for (Direction direction : Direction.values()) {
            first[direction.ordinal()] = direction.first();
            second[direction.ordinal()] = direction.second(width);
        }
        this.outside = height * width;
        this.edges = edges;
        this.costs = costs;
    }

    /** The first {@code n} of these edges, in an image of that size; the arrays serve as scratch. */
    static SortedEdges of(int height, int width, double[] costs, int[] edges, int n) {
        return CostSort.sort(costs, edges, n, (c, e) -> new SortedEdges(height, width, c, e));
    }

    static void requireFew(int height, int width) {
        if ((long) height * width > MOST_PIXELS) {
            throw new IllegalArgumentException(
                    "a graph of at most " + MOST_PIXELS + " pixels can be segmented, got " + height + "x" + width);
        }
    }

    static int pack(Direction direction, int corner) {
        return direction.ordinal() << DIRECTION | corner;
    }

    static int leaving(int end) {
        return LEAVES | end;
    }

    static int corner(int edge) {
        return edge & MOST_PIXELS - 1;
    }

    int count() {
        return edges.length;
    }

    double cost(int i) {
        return costs[i];
    }

    /** One end of edge {@code i}. */
    int first(int i) {
        return corner(edges[i]) + first[edges[i] >>> DIRECTION & 3];
    }

    /** The other end of edge {@code i}; the number of pixels in the image where it is outside the tile. */
    int second(int i) {
        return edges[i] < 0 ? outside : corner(edges[i]) + second[edges[i] >>> DIRECTION];
    }
}
