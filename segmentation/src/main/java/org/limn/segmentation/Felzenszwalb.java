package org.limn.segmentation;

import java.util.List;
import org.limn.autodiff.tensor.Tensor;
import org.limn.segmentation.pixel.Border;
import org.limn.segmentation.pixel.GaussianFilter;

/**
 * Graph-based segmentation: along the edges of the 8-neighbourhood by ascending color distance, two regions a and b merge while
 * {@code cost < min(Int(a) + k/|a|, Int(b) + k/|b|)}, where Int is the greatest cost within a region; then regions under
 * {@code minSize} merge along the same edges.
 *
 * <p>Felzenszwalb and Huttenlocher, "Efficient Graph-Based Image Segmentation", IJCV 59(2), 2004, section 3; defaults and details
 * are scikit-image's: colors in [0,1], so {@code k = scale/255}, and the right-hand side rounded to float32. A region is
 * connected over the 8-neighbourhood. Any number of channels; alpha, if it is there, is one of them.
 *
 * @param scale k for colors from 0 to 255: larger regions for larger values, at least 0
 * @param sigma standard deviation in pixels of the Gaussian smoothing before (border {@code reflect})
 * @param minSize least number of pixels of a region, if the image has as many
 */
public record Felzenszwalb(double scale, double sigma, int minSize) implements Segmenter {
    /** What a graph takes at its peak, in bytes per pixel and channel and besides: {@link HeapBudget#require}. */
    static final int GRAPH_PER_CHANNEL = 12;

    static final int GRAPH = 118;

    /** The longest side of a tile. The forest and the buckets of a quarter of these pixels fit the caches, of sixteen times not. */
    private static final int SIDE = 1024;

    public Felzenszwalb {
        requireScale(scale);
        new GaussianFilter(sigma, Border.REFLECT);
    }

    public Felzenszwalb() {
        this(100, 0.8, 20);
    }

    static void requireScale(double scale) {
        if (!(scale >= 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("Felzenszwalb's scale must be a number from 0 on, got " + scale);
        }
    }

    @Override
    public Segmentation segment(Tensor image) {
        Planes planes = Planes.of(image, GRAPH_PER_CHANNEL, GRAPH);
        return segment(planes, sigma, List.of(scale), minSize).get(0);
    }

    /** The segmentation at each scale; one smoothing serves all, and one sort of what most edges are in. Smoothes the planes. */
    static List<Segmentation> segment(Planes image, double sigma, List<Double> scales, int minSize) {
        smooth(image, sigma);
        return segment(image, scales, minSize, SIDE);
    }

    private static void smooth(Planes image, double sigma) {
        GaussianFilter filter = new GaussianFilter(sigma, Border.REFLECT);
        for (double[] channel : image.channels()) {
            filter.smooth(channel, image.height(), image.width());
        }
    }

    /** The segmentation at each scale, found by tiles of at most {@code side} pixels a side. */
    static List<Segmentation> segment(Planes smooth, List<Double> scales, int minSize, int side) {
        PixelGraph graph = new PixelGraph(smooth);
        List<Components> components = scales.stream()
                .map(scale -> new Components(smooth.height(), smooth.width(), scale / 255, minSize))
                .toList();
        for (Tile tile : Tile.of(smooth.height(), smooth.width(), side)) {
            SortedEdges edges = graph.edges(tile);
            components.forEach(c -> c.add(tile, edges));
        }
        return components.stream().map(c -> c.finish(graph)).toList();
    }
}
