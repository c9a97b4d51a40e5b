package org.limn.segmentation.pixel;

/**
 * sRGB to CIELAB under D65 with the 2° observer: L from 0 to 100, a and b about ±100. IEC 61966-2-1 and CIE 15, with the rounded
 * constants (0.04045, 0.008856, 7.787, a matrix of six digits) that scikit-image and most software use.
 */
public final class Lab {
    private static final double[] WHITE = {0.95047, 1, 1.08883};

    private Lab() {}

    /**
     * The planes L, a, b of the planes R, G, B in [0,1]. Values are transformed channel by channel as they come: a linear
     * segment continues below 0.
     */
    public static double[][] fromRgb(double[]... rgb) {
        int n = rgb[0].length;
        Light red = new Light();
        Light green = new Light();
        Light blue = new Light();
        double[][] lab = new double[3][n];
        for (int i = 0; i < n; i++) {
            double r = red.of(rgb[0][i]);
            double g = green.of(rgb[1][i]);
            double b = blue.of(rgb[2][i]);
            double x = lightness((0.412453 * r + 0.357580 * g + 0.180423 * b) / WHITE[0]);
            double y = lightness((0.212671 * r + 0.715160 * g + 0.072169 * b) / WHITE[1]);
            double z = lightness((0.019334 * r + 0.119193 * g + 0.950227 * b) / WHITE[2]);
            lab[0][i] = 116 * y - 16;
            lab[1][i] = 500 * (x - y);
            lab[2][i] = 200 * (y - z);
        }
        return lab;
    }

    /** Light in proportion to photons; a photo has few levels, so the last one met in each of 512 slots is remembered. */
    private static final class Light {
        private final double[] level = new double[512];
        private final double[] light = new double[512];

        double of(double v) {
            int slot = (int) (v * 255 + 0.5) & 511;
            if (level[slot] != v) {
                level[slot] = v;
                light[slot] = v > 0.04045 ? Math.pow((v + 0.055) / 1.055, 2.4) : v / 12.92;
            }
            return light[slot];
        }
    }

    private static double lightness(double t) {
        return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116;
    }
}
