package org.limn.segmentation;

import java.util.Arrays;
import org.limn.autodiff.tensor.Tensor;
import org.limn.segmentation.pixel.Border;
import org.limn.segmentation.pixel.DisjointSets;
import org.limn.segmentation.pixel.GaussianFilter;

/**
 * Graph-based segmentation: along the edges of the 8-neighbourhood by ascending colour distance, two regions a and b merge while
 * {@code cost < min(Int(a) + k/|a|, Int(b) + k/|b|)}, where Int is the greatest cost within a region; then regions under
 * {@code minSize} merge along the same edges.
 *
 * <p>Felzenszwalb and Huttenlocher, "Efficient Graph-Based Image Segmentation", IJCV 59(2), 2004, section 3; defaults and details
 * are scikit-image's: colours in [0,1], so {@code k = scale/255}, and the right-hand side rounded to float32. A region is
 * connected over the 8-neighbourhood. Any number of channels; alpha, if it is there, is one of them.
 *
 * @param scale k for colours from 0 to 255: larger regions for larger values, at least 0
 * @param sigma standard deviation in pixels of the Gaussian smoothing before (border {@code reflect})
 * @param minSize least number of pixels of a region, if the image has as many
 */
public record Felzenszwalb(double scale, double sigma, int minSize) implements Segmenter {
    /** What a graph takes at its peak, in bytes per pixel and channel and besides: {@link Heap#require}. */
    static final int GRAPH_PER_CHANNEL = 10;

    static final int GRAPH = 105;

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
        int height = planes.height();
        int width = planes.width();
        return merge(edges(planes, sigma), height, width, scale, minSize);
    }

    /** The graph of an image, whose planes are gone afterwards: all that does not depend on scale and minimum size. */
    static SortedEdges edges(Planes image, double sigma) {
        GaussianFilter filter = new GaussianFilter(sigma, Border.REFLECT);
        for (int c = 0; c < image.channels().length; c++) {
            image.channels()[c] = filter.apply(image.channels()[c], image.height(), image.width());
        }
        return SortedEdges.of(image);
    }

    static Segmentation merge(SortedEdges edges, int height, int width, double scale, int minSize) {
        double k = scale / 255;
        DisjointSets sets = new DisjointSets(height * width);
        float[] limit = new float[height * width];
        Arrays.fill(limit, (float) k);
        int[] left = new int[edges.count()];
        int leftOver = 0;
        for (int e = 0; e < left.length; e++) {
            int a = sets.find(edges.first(e));
            int b = sets.find(edges.second(e));
            if (a != b) {
                double cost = edges.cost(e);
                if (cost < limit[a] && cost < limit[b]) {
                    int both = sets.union(a, b);
                    limit[both] = (float) (cost + k / sets.size(both));
                } else {
                    left[leftOver++] = e;
                }
            }
        }
        absorb(edges, left, leftOver, sets, minSize);
        return Segmentation.of(height, width, sets.roots());
    }

    /** Small regions go to the neighbour that is nearest in colour. */
    private static void absorb(SortedEdges edges, int[] left, int count, DisjointSets sets, int minSize) {
        for (int i = 0; i < count; i++) {
            int a = sets.find(edges.first(left[i]));
            int b = sets.find(edges.second(left[i]));
            if (a != b && (sets.size(a) < minSize || sets.size(b) < minSize)) {
                sets.union(a, b);
            }
        }
    }
}
