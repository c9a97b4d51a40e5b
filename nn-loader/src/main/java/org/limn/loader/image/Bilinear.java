package org.limn.loader.image;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Pillow's {@code Image.resize(size, BILINEAR)}, to the bit: antialiased, separable, horizontal before vertical, rounded to
 * bytes between the two.
 *
 * <p>Along an axis of n samples resized to m, with scale s = n/m and support r = max(s, 1): output i is centred at
 * c = (i + ½)·s and is the mean of the inputs j with weights triangle((j + ½ − c)/r), divided by their sum; so enlarging
 * interpolates between two neighbours and shrinking averages over about 2r of them. Weights are rounded to 22 fractional
 * bits and sums are exact integers, as Pillow does for 8-bit pictures (its {@code Resample.c}, version 9.4); an axis whose
 * length does not change is left alone.
 */
final class Bilinear {
    private static final int FRACTION_BITS = 22;

    private Bilinear() {}

    static Image resize(Image image, int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture has at least one pixel, got " + width + "x" + height);
        }
        Math.multiplyExact(3, Math.multiplyExact(width, Math.max(height, image.height())));
        return rows(columns(image, width), height);
    }

    private static Image columns(Image image, int width) {
        if (width == image.width()) {
            return image;
        }
        byte[] in = image.rgb();
        byte[] out = new byte[3 * width * image.height()];
        List<Taps> taps = Taps.all(image.width(), width);
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < width; x++) {
                Taps t = taps.get(x);
                for (int c = 0; c < 3; c++) {
                    out[3 * (y * width + x) + c] = t.mean(in, 3 * (y * image.width() + t.first) + c, 3);
                }
            }
        }
        return Image.of(width, image.height(), out);
    }

    private static Image rows(Image image, int height) {
        if (height == image.height()) {
            return image;
        }
        byte[] in = image.rgb();
        int row = 3 * image.width();
        byte[] out = new byte[row * height];
        List<Taps> taps = Taps.all(image.height(), height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < row; x++) {
                out[y * row + x] = taps.get(y).mean(in, taps.get(y).first * row + x, row);
            }
        }
        return Image.of(image.width(), height, out);
    }

    /** The inputs of one output: {@code weights.length} samples from {@code first} on, in units of 2⁻²². */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this file
    private record Taps(int first, int[] weights) {
        static List<Taps> all(int from, int to) {
            return IntStream.range(0, to).mapToObj(i -> of(i, from, to)).toList();
        }

        static Taps of(int i, int from, int to) {
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
