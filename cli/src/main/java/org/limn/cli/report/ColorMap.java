package org.limn.cli.report;

import java.util.stream.IntStream;

/**
 * Colors for numbers. Both maps are formulas of our own in OKLCh (lightness L, chroma C, hue h in degrees; B. Ottosson, "A
 * perceptual color space for image processing", 2020, https://bottosson.github.io/posts/oklab, whose conversion to linear sRGB
 * is used), so equal steps of a value are about equal steps for the eye, and the order of values survives in a grey print.
 *
 * <p>Both stay apart for people who see no red or no green: lightness alone orders {@link #HEAT}, and the arms of {@link
 * #SIGNED} are blue and red-orange, the axis that these people keep.
 */
public final class ColorMap {
    /** From 0, black, by violet, red and orange to 1, nearly white: L = 0.12 + 0.85t, C = 0.78·t(1 − t), h = 285 + 180t. */
    public static final ColorMap HEAT = new ColorMap(t -> oklch(0.12 + 0.85 * t, 0.78 * t * (1 - t), 285 + 180 * t));

    /** From 0, blue, by ½, nearly white, to 1, red: with u = |2t − 1|, L = 0.97 − 0.52u, C = 0.18u, h = 260 or 30. */
    public static final ColorMap SIGNED = new ColorMap(t -> {
        double u = Math.abs(2 * t - 1);
        return oklch(0.97 - 0.52 * u, 0.18 * u, t < 0.5 ? 260 : 30);
    });

    private static final int STEPS = 1024;

    private final int[] table;

    private interface Formula {
        int rgb(double t);
    }

    private ColorMap(Formula formula) {
        table = IntStream.rangeClosed(0, STEPS)
                .map(i -> formula.rgb((double) i / STEPS))
                .toArray();
    }

    /** The color of t as 0xRRGGBB; outside [0,1] that of the nearer end. */
    public int rgb(double t) {
        return table[(int) Math.round(STEPS * Math.max(0, Math.min(1, t)))];
    }

    /** StrictMath, so that a picture has the same bytes on every machine. */
    private static int oklch(double lightness, double chroma, double hue) {
        double a = chroma * StrictMath.cos(StrictMath.toRadians(hue));
        double b = chroma * StrictMath.sin(StrictMath.toRadians(hue));
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s) << 16
                | encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s) << 8
                | encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    }

    private static double cube(double x) {
        return x * x * x;
    }

    /** Linear light into an sRGB byte (IEC 61966-2-1). */
    private static int encoded(double light) {
        double x = Math.max(0, Math.min(1, light));
        double srgb = x <= 0.0031308 ? 12.92 * x : 1.055 * StrictMath.pow(x, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * srgb);
    }
}
