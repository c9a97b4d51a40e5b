package org.limn.segmentation;

import java.util.List;
import org.limn.autodiff.tensor.Tensor;

/**
 * Divides an image into regions. Implementations are records: their components are the settings, the constructor without
 * arguments holds the published ones, and a line in {@code META-INF/services} makes them known. Same image and settings, same
 * regions.
 */
public non-sealed interface Segmenter extends RegionSource {
    /**
     * The regions of an image.
     *
     * @param image f32[1,C,H,W], C, H and W at least 1
     * @throws SegmentationException if the image has another shape, a pixel that is not finite, or more pixels than the heap has
     *     room for
     */
    Segmentation segment(Tensor image);

    /** Each region of the segmentation, in the order of their numbers. */
    @Override
    default List<Region> regions(Tensor image) {
        return segment(image).split();
    }
}
