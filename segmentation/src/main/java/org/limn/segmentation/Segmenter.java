package org.limn.segmentation;

import org.limn.autodiff.tensor.Tensor;

/**
 * Divides an image into regions. Implementations are records: their components are the settings, the constructor without
 * arguments holds the published ones, and a line in {@code META-INF/services} makes them known. Same image and settings, same
 * regions.
 */
public interface Segmenter {
    /**
     * The regions of an image.
     *
     * @param image f32[1,C,H,W], C, H and W at least 1
     * @throws IllegalArgumentException if the image has another shape or a pixel that is not finite
     */
    Segmentation segment(Tensor image);
}
