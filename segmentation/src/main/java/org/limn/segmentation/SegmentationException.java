package org.limn.segmentation;

/** An image that cannot be segmented here: of another shape, with pixels that are not finite, or larger than the heap has room for. */
public final class SegmentationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public SegmentationException(String message) {
        super(message);
    }
}
