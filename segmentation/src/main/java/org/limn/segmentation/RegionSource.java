package org.limn.segmentation;

import java.util.List;
import org.limn.autodiff.tensor.Tensor;

/** Finds regions of an image: the candidates among which XRAI chooses. */
public sealed interface RegionSource permits Segmenter, RegionProposals {
    /**
     * The regions, in an order that breaks ties.
     *
     * @param image f32[1,C,H,W], C, H and W at least 1
     * @throws SegmentationException if the image has another shape, a pixel that is not finite, or more pixels than the heap has
     *     room for
     */
    List<Region> regions(Tensor image);
}
