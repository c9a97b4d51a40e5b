package org.limn.evaluation.truth;

import java.util.Arrays;
import java.util.List;
import org.limn.autodiff.SettingException;
import org.limn.loader.image.Image;

/** What of a photo an object covers, in the photo's own pixels; the origin is the top left corner of the first pixel. */
sealed interface Outline {
    /** Sets the bytes of the pixels that it covers, row-major; what lies outside the photo is left out. */
    void fill(boolean[] mask, int height, int width);

    /** The pixels with {@code x0 ≤ x < x1} and {@code y0 ≤ y < y1}; of a border within a pixel the middle decides. */
    record Box(double x0, double y0, double x1, double y1) implements Outline {
        @Override
        public void fill(boolean[] mask, int height, int width) {
            int left = pixel(x0, width), right = pixel(x1, width);
            for (int y = pixel(y0, height); y < pixel(y1, height); y++) {
                if (left < right) {
                    Arrays.fill(mask, y * width + left, y * width + right, true);
                }
            }
        }
    }

    /** The pixels whose middle is inside a polygon, by the even-odd rule: x and y of its corners in turn. */
    record Polygon(List<Double> corners) implements Outline {
        @Override
        public void fill(boolean[] mask, int height, int width) {
            int n = corners.size() / 2;
            for (int y = 0; y < height; y++) {
                double middle = y + 0.5;
                double[] crossings = new double[n];
                int found = 0;
                for (int i = 0; i < n; i++) {
                    int j = (i + 1) % n;
                    double xi = corners.get(2 * i), yi = corners.get(2 * i + 1);
                    double xj = corners.get(2 * j), yj = corners.get(2 * j + 1);
                    if (yi <= middle != yj <= middle) {
                        crossings[found++] = xi + (middle - yi) * (xj - xi) / (yj - yi);
                    }
                }
                Arrays.sort(crossings, 0, found);
                for (int k = 0; k + 1 < found; k += 2) {
                    int from = pixel(crossings[k], width), to = pixel(crossings[k + 1], width);
                    Arrays.fill(mask, y * width + from, y * width + Math.max(from, to), true);
                }
            }
        }
    }

    /**
     * Column by column from the top left: how many pixels are outside, then inside, and so on.
     *
     * @param counts which add up to height·width
     */
    record Runs(List<Integer> counts, int height, int width) implements Outline {
        @Override
        public void fill(boolean[] mask, int photoHeight, int photoWidth) {
            if (photoHeight != height || photoWidth != width) {
                throw new SettingException("a mask is as large as its photo, " + photoWidth + "x" + photoHeight
                        + ", this one is " + width + "x" + height);
            }
            int at = 0;
            boolean inside = false;
            for (int count : counts) {
                for (int end = at + count; at < end; at++) {
                    mask[at % height * width + at / height] |= inside;
                }
                inside = !inside;
            }
        }
    }

    /** The bright pixels of a picture as large as the photo: red at least 128. */
    record Painted(Image picture) implements Outline {
        @Override
        public void fill(boolean[] mask, int height, int width) {
            if (picture.width() != width || picture.height() != height) {
                throw new SettingException("a mask is as large as its photo, " + width + "x" + height + ", this one is "
                        + picture.width() + "x" + picture.height());
            }
            for (int i = 0; i < mask.length; i++) {
                mask[i] |= (picture.rgb()[3 * i] & 0xff) >= 128;
            }
        }
    }

    /** The first pixel whose middle is at or beyond a border. */
    private static int pixel(double border, int pixels) {
        return (int) Math.max(0, Math.min(pixels, Math.ceil(border - 0.5)));
    }
}
