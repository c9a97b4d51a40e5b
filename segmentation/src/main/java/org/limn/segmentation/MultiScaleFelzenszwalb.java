package org.limn.segmentation;

import java.util.List;
import org.limn.autodiff.tensor.Tensor;
import org.limn.segmentation.pixel.Border;
import org.limn.segmentation.pixel.Disk;
import org.limn.segmentation.pixel.GaussianFilter;
import org.limn.segmentation.pixel.Resize;

/**
 * XRAI's regions: Felzenszwalb segmentations of one image at several scales, every region dilated. They overlap, within a scale
 * by the dilation and between scales altogether.
 *
 * <p>The image is scaled to [−1,1] by its own minimum and maximum, resized to {@code side}×{@code side} by an anti-aliased cubic
 * spline, segmented, and the labels are resized back by nearest neighbour. Kapishnikov et al., "XRAI: Better Attributions Through
 * Regions", ICCV 2019, section 3.2; https://arxiv.org/abs/1906.02825. The paper ignores regions under 20 pixels; the authors'
 * code, whose value is the default here, merges those under 150.
 *
 * @param scales Felzenszwalb scales, in the order in which their regions are listed
 * @param sigma standard deviation of the smoothing before the segmentation, in pixels
 * @param minSize regions with fewer pixels (of the resized image) are merged with a neighbour
 * @param side pixels of the resized image along either side; 0 segments the image as large as it is
 * @param dilation radius in pixels of the disk by which regions grow; 0 leaves them
 */
public record MultiScaleFelzenszwalb(List<Double> scales, double sigma, int minSize, int side, int dilation)
        implements RegionProposals {
    public MultiScaleFelzenszwalb {
        scales = List.copyOf(scales);
        scales.forEach(Felzenszwalb::requireScale);
        new GaussianFilter(sigma, Border.REFLECT);
        new Disk(dilation);
        if (scales.isEmpty() || side < 0 || side > 10_000) {
            throw new IllegalArgumentException(
                    "MultiScaleFelzenszwalb needs at least one scale and a side from 0 to 10000, got " + scales
                            + " and " + side);
        }
    }

    public MultiScaleFelzenszwalb() {
        this(List.of(50.0, 100.0, 150.0, 250.0, 500.0, 1200.0), 0.8, 150, 224, 5);
    }

    /** The dilated regions of all scales: scale by scale, within a scale in the order of their labels. */
    @Override
    public List<Region> regions(Tensor image) {
        Disk disk = new Disk(dilation);
        return segmentations(image).stream()
                .flatMap(s -> s.split().stream())
                .map(r -> r.dilated(disk))
                .toList();
    }

    /** The partition at each scale, as large as the image, not dilated. One smoothing and one sort of the edges serve all. */
    public List<Segmentation> segmentations(Tensor image) {
        Planes planes = normalized(planes(image));
        int height = planes.height();
        int width = planes.width();
        List<Segmentation> found = Felzenszwalb.segment(side == 0 ? planes : resized(planes), sigma, scales, minSize);
        return side == 0
                ? found
                : found.stream().map(s -> enlarged(s, height, width)).toList();
    }

    /** The image, if there is room for it, its graph, and its components and labels at every scale. */
    private Planes planes(Tensor image) {
        long labels = 4L * scales.size();
        if (side == 0) {
            return Planes.of(image, Felzenszwalb.GRAPH_PER_CHANNEL, Felzenszwalb.GRAPH + 3 * labels);
        }
        Planes planes = Planes.of(image, 13, 18 + labels);
        long graph = (long) Felzenszwalb.GRAPH_PER_CHANNEL * planes.channels().length + Felzenszwalb.GRAPH + 2 * labels;
        HeapBudget.ofThisJvm().require(side, side, graph, 0);
        return planes;
    }

    /** Scaled to [−1,1] in float32, as the original is when its image is float32; a uniform image becomes −1. */
    private static Planes normalized(Planes image) {
        float low = (float) image.least();
        float high = (float) image.greatest();
        float range = high > low ? high - low : 1;
        for (double[] channel : image.channels()) {
            for (int i = 0; i < channel.length; i++) {
                channel[i] = ((float) channel[i] - low) / range * 2 - 1;
            }
        }
        return image;
    }

    private Planes resized(Planes image) {
        if (image.height() == side && image.width() == side) {
            return image;
        }
        return new Planes(side, side, Resize.cubic(image.channels(), image.height(), image.width(), side, side));
    }

    private static Segmentation enlarged(Segmentation small, int height, int width) {
        return Segmentation.of(
                height, width, Resize.nearest(small.labels(), small.height(), small.width(), height, width));
    }
}
