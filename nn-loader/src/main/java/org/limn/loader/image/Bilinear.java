package org.limn.loader.image;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pillow's {@code Image.resize(size, BILINEAR)}, to the bit: antialiased, separable, horizontal before vertical, rounded to
 * bytes between the two.
 *
 * <p>Along an axis of n samples resized to m, with scale s = n/m and support r = max(s, 1): output i is centred at
 * c = (i + ½)·s and is the mean of the inputs j with weights triangle((j + ½ − c)/r), divided by their sum; so enlarging
 * interpolates between two neighbours and shrinking averages over about 2r of them. Weights are rounded to 22 fractional
 * bits and sums are exact integers, as Pillow does for 8-bit pictures (its {@code Resample.c}, version 9.4); on an axis
 * whose length does not change the only weight is 1.
 */
final class Bilinear {
    private static final int FRACTION_BITS = 22;

    private Bilinear() {}

    /** The picture at this size. */
    static Image resize(Image image, int width, int height) {
        return window(image, width, height, new Window(0, 0, width, height));
    }

    /** A part of the resized picture, its top left corner at (left, top). */
    record Window(long left, long top, int width, int height) {
        Window {
            if (left < 0 || top < 0 || width < 1 || height < 1) {
                throw new IllegalArgumentException("a picture has at least one pixel, got " + width + "x" + height
                        + " at (" + left + "," + top + ")");
            }
        }
    }

    /**
     * What {@link #resize} gives in a window, without the rest: memory is that of the window and of the few of its rows that an input
     * row adds to, however large the whole would be.
     */
    static Image window(Image image, long width, long height, Window window) {
        byte[] out = new byte[Math.multiplyExact(3, Math.multiplyExact(window.width, window.height))];
        List<Taps> columns = Taps.range(image.width(), width, window.left, window.width);
        List<Taps> rows = Taps.range(image.height(), height, window.top, window.height);
        int[][] sums = new int[window.height][]; // of the rows that are begun and not yet done
        byte[] row = new byte[3 * window.width];
        int open = 0;
        for (int j = rows.get(0).first; open < window.height; j++) {
            across(image, j, columns, row);
            for (int y = open; y < window.height && rows.get(y).first <= j; y++) {
                if (sums[y] == null) {
                    sums[y] = new int[row.length];
                    Arrays.fill(sums[y], 1 << FRACTION_BITS - 1);
                }
                int weight = rows.get(y).weights[j - rows.get(y).first];
                for (int x = 0; x < row.length; x++) {
                    sums[y][x] += weight * (row[x] & 0xff);
                }
            }
            for (; open < window.height && rows.get(open).end() == j + 1; open++) {
                for (int x = 0; x < row.length; x++) {
                    out[open * row.length + x] = (byte) Math.min(255, sums[open][x] >> FRACTION_BITS);
                }
                sums[open] = new int[0];
            }
        }
        return Image.of(window.width, window.height, out);
    }

    /** One row of the image, resized. */
    private static void across(Image image, int y, List<Taps> columns, byte[] row) {
        for (int x = 0; x < columns.size(); x++) {
            Taps t = columns.get(x);
            for (int c = 0; c < 3; c++) {
                row[3 * x + c] = t.mean(image.rgb(), 3 * (y * image.width() + t.first) + c, 3);
            }
        }
    }

    /** The inputs of one output: {@code weights.length} samples from {@code first} on, in units of 2⁻²². */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this file
    private record Taps(int first, int[] weights) {
        static List<Taps> range(int from, long to, long start, int count) {
            return IntStream.range(0, count)
                    .mapToObj(i -> of(start + i, from, to))
                    .toList();
        }

        static Taps of(long i, int from, long to) {
            double scale = (double) from / to;
            double support = Math.max(scale, 1);
            double center = (i + 0.5) * scale;
            int first = (int) Math.max(0, center - support + 0.5);
            int end = (int) Math.min(from, center + support + 0.5);
            double[] weights = new double[end - first];
            double sum = 0;
            for (int j = 0; j < weights.length; j++) {
                weights[j] = triangle((j + first - center + 0.5) * (1 / support));
                sum += weights[j];
            }
            int[] fixed = new int[weights.length];
            for (int j = 0; j < fixed.length; j++) {
                fixed[j] = (int) (0.5 + weights[j] / sum * (1 << FRACTION_BITS));
            }
            return new Taps(first, fixed);
        }

        int end() {
            return first + weights.length;
        }

        /** Their mean over every {@code stride}-th byte from {@code at} on, rounded. */
        byte mean(byte[] in, int at, int stride) {
            int sum = 1 << FRACTION_BITS - 1;
            for (int weight : weights) {
                sum += weight * (in[at] & 0xff);
                at += stride;
            }
            return (byte) Math.min(255, sum >> FRACTION_BITS);
        }

        private static double triangle(double x) {
            return Math.max(0, 1 - Math.abs(x));
        }
    }
}
