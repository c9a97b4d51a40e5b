package org.limn.cli.report;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.loader.image.Image;

/**
 * A map of one number per pixel as a picture. The colors reach to the 99th percentile of the magnitudes, beyond which they
 * stay the same: one bright pixel would else leave the rest dark. Numbers that are not finite are grey and do not count.
 *
 * @param map the numbers, {@code [H,W]}
 * @param low the number that has the map's first color, and with it all below
 * @param high the number that has its last, and with it all above; above {@code low}
 * @param colors from low to high
 */
public record HeatMap(Tensor map, double low, double high, ColorMap colors) {
    private static final double PERCENTILE = 0.99;
    private static final double OVERLAY = 0.5;
    private static final int NOT_FINITE = 0x808080;

    public HeatMap {
        if (map.shape().rank() != 2 || map.shape().size() == 0) {
            throw new IllegalArgumentException("a heat map shows [H,W], one number per pixel, got " + map.shape());
        }
        if (!(low < high)) {
            throw new IllegalArgumentException("a heat map's colors go up, got " + low + " to " + high);
        }
    }

    /** {@link #signed} where some number is below 0, else {@link #positive}. */
    public static HeatMap of(Tensor map) {
        for (float v : map.data()) {
            if (v < 0) {
                return signed(map);
            }
        }
        return positive(map);
    }

    /** A map whose sign means something: white is 0, red above, blue below, both reaching equally far. */
    public static HeatMap signed(Tensor map) {
        double reach = reach(map, Math::abs);
        return new HeatMap(map, -reach, reach, ColorMap.SIGNED);
    }

    /** A map of magnitudes: black is 0 (and whatever is below), white the most. */
    public static HeatMap positive(Tensor map) {
        return new HeatMap(map, 0, reach(map, v -> Math.max(0, v)), ColorMap.HEAT);
    }

    /** The 99th percentile of the sizes, interpolated as NumPy does; where that is 0 the maximum, where that is 0 too, 1. */
    private static double reach(Tensor map, DoubleUnaryOperator size) {
        double[] sorted = new double[map.data().length];
        int n = 0;
        for (float v : map.data()) {
            if (Float.isFinite(v)) {
                sorted[n++] = size.applyAsDouble(v);
            }
        }
        Arrays.sort(sorted, 0, n);
        if (n == 0 || sorted[n - 1] == 0) {
            return 1;
        }
        double at = PERCENTILE * (n - 1);
        int below = (int) at;
        double above = sorted[Math.min(below + 1, n - 1)];
        double percentile = sorted[below] + (at - below) * (above - sorted[below]);
        return percentile > 0 ? percentile : sorted[n - 1];
    }

    public int height() {
        return map.shape().dim(0);
    }

    public int width() {
        return map.shape().dim(1);
    }

    /** Whether some number lies below the first color. */
    public boolean clipsLow() {
        return clips(v -> v < low);
    }

    /** Whether some number lies above the last color. */
    public boolean clipsHigh() {
        return clips(v -> v > high);
    }

    private boolean clips(DoublePredicate beyond) {
        for (float v : map.data()) {
            if (beyond.test(v)) {
                return true;
            }
        }
        return false;
    }

    /** The map alone, one pixel per number. */
    public BufferedImage picture() {
        BufferedImage picture = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < map.data().length; i++) {
            picture.setRGB(i % width(), i / width(), color(map.data()[i]));
        }
        return picture;
    }

    /** Half the map's colors, half the photo's. */
    public BufferedImage overlay(Image photo) {
        if (photo.width() != width() || photo.height() != height()) {
            throw new IllegalArgumentException("the photo under a map has the map's size " + Shape.of(height(), width())
                    + ", got " + photo.height() + "x" + photo.width());
        }
        BufferedImage picture = photo.toBufferedImage();
        for (int i = 0; i < map.data().length; i++) {
            int x = i % width();
            int y = i / width();
            picture.setRGB(x, y, mixed(picture.getRGB(x, y), color(map.data()[i])));
        }
        return picture;
    }

    private int color(float value) {
        return Float.isFinite(value) ? colors.rgb((value - low) / (high - low)) : NOT_FINITE;
    }

    private static int mixed(int photo, int color) {
        int rgb = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            double mean = (1 - OVERLAY) * (photo >> shift & 0xff) + OVERLAY * (color >> shift & 0xff);
            rgb |= (int) Math.round(mean) << shift;
        }
        return rgb;
    }
}
