package org.limn.segmentation.pixel;

import java.util.Arrays;

/**
 * The pixels within {@code radius} of a pixel: dx² + dy² ≤ radius², as scikit-image's {@code disk}.
 *
 * @param radius whole pixels; 0 is the pixel itself
 */
public record Disk(int radius) {
    public Disk {
        if (radius < 0 || radius > 10_000) {
            throw new IllegalArgumentException("a disk's radius must be from 0 to 10000 pixels, got " + radius);
        }
    }

    /** The largest dx in row {@code dy} of the disk, |dy| ≤ radius. */
    public int reach(int dy) {
        return (int) Math.sqrt(radius * radius - dy * dy);
    }

    /** Every pixel that has a true one within the disk around it. Beyond the edge nothing is true. */
    public boolean[] dilate(boolean[] mask, int height, int width) {
        boolean[] out = new boolean[mask.length];
        for (int i = 0; i < mask.length; i++) {
            if (mask[i]) {
                paint(out, i / width, i % width, height, width);
            }
        }
        return out;
    }

    private void paint(boolean[] out, int cy, int cx, int height, int width) {
        for (int y = Math.max(cy - radius, 0); y <= Math.min(cy + radius, height - 1); y++) {
            int reach = reach(y - cy);
            Arrays.fill(out, y * width + Math.max(cx - reach, 0), y * width + Math.min(cx + reach + 1, width), true);
        }
    }
}
