package org.limn.segmentation;

import java.util.Arrays;
import org.limn.segmentation.pixel.Disk;

/**
 * A set of pixels of an image, kept as horizontal runs: half-open ranges of pixel numbers, ascending, each within one row. That
 * is a few kilobytes where a mask would be one byte per pixel, and a loop over the pixels visits them in row order:
 *
 * <pre>{@code
 * for (int r = 0; r < region.runs(); r++)
 *   for (int i = region.start(r); i < region.end(r); i++) ...
 * }</pre>
 */
public final class Region {
    private final int height;
    private final int width;
    private final int[] bounds;
    private final int area;

    /** Takes ownership of {@code bounds}: start, end, start, end, …. */
    Region(int height, int width, int[] bounds) {
        this.height = height;
        this.width = width;
        this.bounds = bounds;
        int n = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            n += bounds[i + 1] - bounds[i];
        }
        this.area = n;
    }

    /** The pixels where the mask is true, row-major. */
    public static Region of(int height, int width, boolean... mask) {
        if (mask.length != (long) height * width) {
            throw new IllegalArgumentException(
                    "a mask of " + height + "x" + width + " pixels needs as many values, got " + mask.length);
        }
        return Runs.of(height, width, mask);
    }

    /** Height of the image. */
    public int height() {
        return height;
    }

    /** Width of the image. */
    public int width() {
        return width;
    }

    /** The number of pixels. */
    public int area() {
        return area;
    }

    /** The number of runs. */
    public int runs() {
        return bounds.length / 2;
    }

    /** The first pixel of a run. */
    public int start(int run) {
        return bounds[2 * run];
    }

    /** One past the last pixel of a run. */
    public int end(int run) {
        return bounds[2 * run + 1];
    }

    /** The least rectangle that holds the region; empty, at the origin, where the region is. */
    public Rectangle box() {
        if (area == 0) {
            return new Rectangle(0, 0, 0, 0);
        }
        int left = width;
        int right = 0;
        for (int r = 0; r < runs(); r++) {
            int row = start(r) / width * width;
            left = Math.min(left, start(r) - row);
            right = Math.max(right, end(r) - row);
        }
        return new Rectangle(start(0) / width, left, start(runs() - 1) / width + 1, right);
    }

    /** The set as one boolean per pixel, row-major. */
    public boolean[] mask() {
        boolean[] mask = new boolean[height * width];
        for (int r = 0; r < runs(); r++) {
            Arrays.fill(mask, start(r), end(r), true);
        }
        return mask;
    }

    /** Every pixel of the image within the disk around a pixel of this region. */
    public Region dilated(Disk disk) {
        return disk.radius() == 0 ? this : Runs.dilated(this, disk);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Region r && height == r.height && width == r.width && Arrays.equals(bounds, r.bounds);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bounds) + width;
    }

    @Override
    public String toString() {
        return "Region[" + area + " of " + height + "x" + width + " pixels]";
    }
}
