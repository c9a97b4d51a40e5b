package org.limn.evaluation;

import java.util.Arrays;

/**
 * Where the object of the explained class is, in the frame of the network's pixels: a mask, row-major. Boxes are filled masks,
 * several objects are united. Two are equal when size and pixels are.
 */
public final class Truth {
    private final boolean[] mask;
    private final int height;
    private final int width;

    /** A truth over this mask, which now belongs to it: it is not copied. */
    public Truth(boolean[] mask, int height, int width) {
        if (mask.length != height * width) {
            throw new IllegalArgumentException(
                    "a mask of " + height + "×" + width + " has " + height * width + " pixels, got " + mask.length);
        }
        this.mask = mask;
        this.height = height;
        this.width = width;
    }

    /** Whether a pixel belongs to the object; to be read only. */
    public boolean[] mask() {
        return mask;
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    /** How many pixels belong to the object. */
    public int area() {
        int area = 0;
        for (boolean inside : mask) {
            area += inside ? 1 : 0;
        }
        return area;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Truth t && height == t.height && width == t.width && Arrays.equals(mask, t.mask);
    }

    @Override
    public int hashCode() {
        return 31 * width + Arrays.hashCode(mask);
    }

    @Override
    public String toString() {
        return area() + " of " + height + "×" + width + " pixels";
    }
}
