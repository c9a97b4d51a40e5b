package org.limn.segmentation;

/**
 * Room for a segmentation, asked for before anything is allocated: what cannot fit is refused in words, at once.
 *
 * @param bytes the most that the heap may hold
 */
record HeapBudget(long bytes) {
    /** The heap of this JVM. */
    static HeapBudget ofThisJvm() {
        return new HeapBudget(Runtime.getRuntime().maxMemory());
    }

    /**
     * Refuses an image that needs more than there is.
     *
     * @param perPixel bytes that the image and its segmentation take at their peak, divided by the pixels: the least heap that was
     *     enough for 12 megapixels, and a twentieth more
     * @param more bytes that do not depend on the pixels
     * @throws SegmentationException if the heap is smaller than that
     */
    void require(int height, int width, long perPixel, long more) {
        long needed = (long) height * width * perPixel + more;
        if (needed > bytes) {
            throw new SegmentationException("segmenting " + width + "x" + height + " pixels needs about "
                    + (needed >> 20) + " MiB, the heap has " + (bytes >> 20)
                    + " MiB; give more (-Xmx) or make the image smaller");
        }
    }
}
