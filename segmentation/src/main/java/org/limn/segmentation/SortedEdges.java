package org.limn.segmentation;

/**
 * Edges of a {@link PixelGraph} by ascending cost.
 *
 * <p>An edge is packed into an int, its direction and two marks above the number of its first end, so that it takes 12 bytes with its
 * cost.
 */
final class SortedEdges {
    /** The most pixels that the packing can number. */
    static final int MOST_PIXELS = 1 << 28;

    /** Marks an edge of a tile that leaves it; its first end is the one in the tile. */
    static final int LEAVES = 1 << 31;

    /** Marks an edge of an image that merges no regions for its cost. */
    static final int NOT_TO_MERGE = LEAVES;

    /** Marks an edge of an image that merges no regions for their size. */
    static final int NOT_TO_ABSORB = 1 << 30;

    private static final int DIRECTION = 28;

    /** The distance from the first end to the second, for each direction. */
    private final int[] step = new int[4];

    private final int[] edges;
    private final double[] costs;

    private SortedEdges(int width, double[] costs, int[] edges) {
        for (Direction direction : Direction.values()) {
            step[direction.ordinal()] = direction.second(width) - direction.first();
        }
        this.edges = edges;
        this.costs = costs;
    }

    /** The first {@code n} of these edges, of pixels in rows {@code width} long; the arrays serve as scratch. */
    static SortedEdges of(int width, double[] costs, int[] edges, int n) {
        return CostSort.sort(costs, edges, n, (c, e) -> new SortedEdges(width, c, e));
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

    /** The other end of edge {@code i}. */
    int second(int i) {
        return firstEnd(edges[i]) + step[edges[i] >>> DIRECTION & 3];
    }

    /** Whether edge {@code i} carries a mark. */
    boolean is(int mark, int i) {
        return (edges[i] & mark) != 0;
    }
}
