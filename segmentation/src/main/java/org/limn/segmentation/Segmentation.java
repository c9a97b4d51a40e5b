package org.limn.segmentation;

import java.util.Arrays;
import java.util.List;

/**
 * A partition of an image's pixels: each pixel carries the number of its region. Regions are numbered 0..n−1 in the order in
 * which a scan of the rows meets them, none is empty, so two segmentations are equal exactly when they draw the same borders.
 */
public final class Segmentation {
    private final int height;
    private final int width;
    private final int[] labels;
    private final int regions;

    private Segmentation(int height, int width, int[] labels, int regions) {
        this.height = height;
        this.width = width;
        this.labels = labels;
        this.regions = regions;
    }

    /**
     * The partition that these labels draw, whatever their numbering; the array is not kept.
     *
     * @param labels one per pixel, row-major, each from 0 to below the number of pixels or 65536, whichever is more
     */
    public static Segmentation of(int height, int width, int... labels) {
        if (height < 1 || width < 1 || labels.length != (long) height * width) {
            throw new IllegalArgumentException("a segmentation of " + height + "x" + width
                    + " pixels needs as many labels, got " + labels.length + "; both sides must be at least 1");
        }
        int[] renamed = new int[Math.max(labels.length, 1 << 16)];
        int[] numbered = new int[labels.length];
        int regions = 0;
        for (int i = 0; i < labels.length; i++) {
            int label = labels[i];
            if (label < 0 || label >= renamed.length) {
                throw new IllegalArgumentException("a label must be from 0 to " + (renamed.length - 1) + ", got "
                        + label + " at row " + i / width + ", column " + i % width);
            }
            if (renamed[label] == 0) {
                renamed[label] = ++regions;
            }
            numbered[i] = renamed[label] - 1;
        }
        return new Segmentation(height, width, numbered, regions);
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    /** The number of regions. */
    public int regions() {
        return regions;
    }

    /** The region of each pixel, row-major, to be read only. */
    public int[] labels() {
        return labels;
    }

    /** The region of one pixel. */
    public int label(int y, int x) {
        return labels[y * width + x];
    }

    /** The number of pixels of each region. */
    public int[] areas() {
        int[] areas = new int[regions];
        for (int label : labels) {
            areas[label]++;
        }
        return areas;
    }

    /** Each region as a set of pixels, in the order of their numbers. */
    public List<Region> split() {
        return Runs.split(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Segmentation s
                && height == s.height
                && width == s.width
                && Arrays.equals(labels, s.labels);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(labels) + width;
    }

    @Override
    public String toString() {
        return "Segmentation[" + height + "x" + width + ", " + regions + " regions]";
    }
}
