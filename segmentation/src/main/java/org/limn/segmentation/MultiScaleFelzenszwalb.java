package org.limn.segmentation;

import java.util.List;
import org.limn.autodiff.tensor.Tensor;

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
public record MultiScaleFelzenszwalb(List<Double> scales, double sigma, int minSize, int side, int dilation) {
    public MultiScaleFelzenszwalb {
        scales = List.copyOf(scales);
    }

    public MultiScaleFelzenszwalb() {
        this(List.of(50.0, 100.0, 150.0, 250.0, 500.0, 1200.0), 0.8, 150, 224, 5);
    }

    /** The dilated regions of all scales: scale by scale, within a scale in the order of their labels. */
    public List<Region> regions(Tensor image) {
        return segmentations(image).stream().flatMap(s -> s.split().stream()).toList();
    }

    /** The partition at each scale, as large as the image, not dilated. */
    public List<Segmentation> segmentations(Tensor image) {
        throw new UnsupportedOperationException("not there yet: " + image.shape());
    }
}
