package org.limn.segmentation;

/**
 * Edges of a {@link PixelGraph} by ascending cost.
 *
 * <p>An edge is packed into an int, its direction above the number of its first end, so that it takes 12 bytes with its cost. Of
 * an edge that leaves a tile only the end in the tile is kept, and the sign set.
 */
final class SortedEdges {
    /** The most pixels that the packing can number. */
    static final int MOST_PIXELS = 1 << 29;

    private static final int DIRECTION = 29;
    private static final int LEAVES = 1 << 31;

    /** The distance from the first end to the second, for each direction. */
    private final int[] step = new int[4];

    private final int outside;
    private final int[] edges;
    private final double[] costs;

    private SortedEdges(int height, int width, double[] costs, int[] edges) {
        for (Direction direction : Direction.values()) {
            step[direction.ordinal()] = direction.second(width) - direction.first();
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

    static int pack(Direction direction, int first) {
        return direction.ordinal() << DIRECTION | first;
    }

    static int leaving(int end) {
        return LEAVES | end;
    }

    /** The first end of a packed edge. */
    static int firstEnd(int edge) {
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
        return firstEnd(edges[i]);
    }

    /** The other end of edge {@code i}; the number of pixels in the image where it is outside the tile. */
    int second(int i) {
        int edge = edges[i];
        return edge < 0 ? outside : firstEnd(edge) + step[edge >>> DIRECTION];
    }
}
