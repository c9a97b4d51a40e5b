package org.limn.loader.image;

/**
 * How many pixels a picture may have, asked with the size that its header claims and before anything is allocated for it.
 *
 * @param pixels the most that is taken; {@link #DEFAULT} is 100 million, four times those of a good camera
 */
record PixelLimit(long pixels) {
    static final PixelLimit DEFAULT = new PixelLimit(100_000_000);

    /** The decoder's raster (8 bytes for 16-bit RGBA), the picture, and a little air. */
    private static final long BYTES_PER_PIXEL = 12;

    /** A picture is one array of three bytes per pixel. */
    PixelLimit {
        pixels = Math.min(pixels, Integer.MAX_VALUE / 3);
    }

    /** Refuses a picture of this size if it is empty, above the limit, or more than three quarters of the heap can hold. */
    void check(long width, long height) throws ImageException {
        if (width < 1 || height < 1) {
            throw new ImageException("its header says " + width + "x" + height + "; a picture has at least one pixel");
        }
        if (width > pixels || height > pixels || width * height > pixels) {
            throw new ImageException("its header says " + width + "x" + height + ", more than the "
                    + pixels / 1_000_000.0 + " million pixels that are read; make it smaller first");
        }
        long heap = Runtime.getRuntime().maxMemory();
        if (width * height * BYTES_PER_PIXEL > heap / 4 * 3) {
            throw new ImageException("its " + width + "x" + height + " pixels need up to "
                    + (width * height * BYTES_PER_PIXEL >> 20) + " MiB, too much for a heap of " + (heap >> 20)
                    + " MiB; give more (-Xmx) or make the picture smaller");
        }
    }
}
