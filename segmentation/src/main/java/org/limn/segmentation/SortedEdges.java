package org.limn.segmentation;

/**
 * The edges of the 8-neighbourhood graph of an image, by ascending cost: the Euclidean distance of the colours at their ends.
 * Edges of equal cost keep the order right, down, down-right, up-right, and within each the order of the rows, which is how
 * scikit-image lists them.
 *
 * <p>An edge is packed into an int, direction above the number of its first pixel, so that 48 million of a 12-megapixel photo
 * take 12 bytes each.
 */
final class SortedEdges {
    /** The most pixels that the packing can number. */
    static final int MOST_PIXELS = 1 << 29;

    private static final int DIRECTION = 29;

    private final int width;
    private final int[] edges;
    private final double[] costs;

    private SortedEdges(int width, int[] edges, double[] costs) {
        this.width = width;
        this.edges = edges;
        this.costs = costs;
    }

    /** The edges of an image, whose planes are gone afterwards. */
    static SortedEdges of(Planes image) {
        int h = image.height();
        int w = image.width();
        if (image.pixels() > MOST_PIXELS) {
            throw new IllegalArgumentException(
                    "a graph of at most " + MOST_PIXELS + " pixels can be segmented, got " + h + "x" + w);
        }
        int count = Math.toIntExact((long) h * (w - 1) + (long) (h - 1) * w + 2L * (h - 1) * (w - 1));
        int[] edges = new int[count];
        double[] costs = new double[count];
        int n = 0;
        for (int direction = 0; direction < 4; direction++) {
            int rows = direction == 0 ? h : h - 1;
            int columns = direction == 1 ? w : w - 1;
            for (int y = 0; y < rows; y++) {
                costs(image, direction, y * w, costs, n, columns);
                for (int x = 0; x < columns; x++) {
                    edges[n++] = direction << DIRECTION | y * w + x;
                }
            }
        }
        image.clear();
        return CostSort.sort(costs, edges, (c, e) -> new SortedEdges(w, e, c));
    }

    /** Costs of {@code n} edges in one direction, whose first pixels are {@code from, from + 1, …}. */
    private static void costs(Planes image, int direction, int from, double[] costs, int at, int n) {
        int a = from + (direction == 3 ? 1 : 0);
        int b = from + offset(direction, image.width());
        for (double[] channel : image.channels()) {
            for (int x = 0; x < n; x++) {
                double d = channel[b + x] - channel[a + x];
                costs[at + x] += d * d;
            }
        }
        for (int x = 0; x < n; x++) {
            costs[at + x] = Math.sqrt(costs[at + x]);
        }
    }

    private static int offset(int direction, int width) {
        return switch (direction) {
            case 0 -> 1;
            case 2 -> width + 1;
            default -> width;
        };
    }

    int count() {
        return edges.length;
    }

    double cost(int i) {
        return costs[i];
    }

    /** One end of edge {@code i}. */
    int first(int i) {
        return (edges[i] & MOST_PIXELS - 1) + (edges[i] >>> DIRECTION == 3 ? 1 : 0);
    }

    /** The other end of edge {@code i}. */
    int second(int i) {
        return (edges[i] & MOST_PIXELS - 1) + offset(edges[i] >>> DIRECTION, width);
    }
}
