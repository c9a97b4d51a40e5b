package org.limn.evaluation.scenes;

/**
 * A thing in a frame of its own: u to the right and v down, both within [−1, 1].
 *
 * <p>Colors are linear RGB in [0, 1], before any light falls on them.
 */
interface Solid {
    /** How far the surface stands above the ground; at most 0 where the thing isn't. */
    double height(double u, double v, Individual it);

    void color(double u, double v, Individual it, double[] rgb);

    /** What makes one of a kind differ from the next: two numbers in [0, 1) and a seed for its textures. */
    record Individual(double tint, double form, int seed) {}

    /** The strength of the highlight in [0, 1]. */
    default double gloss() {
        return 0.15;
    }

    static void set(double[] rgb, double r, double g, double b) {
        rgb[0] = r;
        rgb[1] = g;
        rgb[2] = b;
    }

    static void scale(double[] rgb, double by) {
        rgb[0] *= by;
        rgb[1] *= by;
        rgb[2] *= by;
    }

    /** Moves a color by {@code share} towards another. */
    static void blend(double[] rgb, double share, double r, double g, double b) {
        rgb[0] += (r - rgb[0]) * share;
        rgb[1] += (g - rgb[1]) * share;
        rgb[2] += (b - rgb[2]) * share;
    }

    /** 0 below {@code from}, 1 above {@code to}, a cubic between. */
    static double step(double from, double to, double x) {
        double t = Math.max(0, Math.min(1, (x - from) / (to - from)));
        return t * t * (3 - 2 * t);
    }

    /** The height of half an ellipsoid over the ellipse with these half axes. */
    static double dome(double u, double v, double a, double b) {
        double d = u * u / (a * a) + v * v / (b * b);
        return d < 1 ? Math.sqrt(1 - d) : 0;
    }
}
