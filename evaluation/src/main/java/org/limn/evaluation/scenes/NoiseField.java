package org.limn.evaluation.scenes;

/** Fields of noise over the plane, each a pure function of a place and a seed. */
final class NoiseField {
    private NoiseField() {}

    /** A number in [0, 1) that belongs to a point of the lattice. */
    static double at(int x, int y, int seed) {
        long bits = x * 0x9E3779B97F4A7C15L + y * 0xC2B2AE3D27D4EB4FL + seed * 0x165667B19E3779F9L;
        return (Dice.mix(bits) >>> 11) * 0x1p-53;
    }

    /** Value noise in [0, 1): the lattice's numbers, blended by Perlin's quintic (SIGGRAPH 2002). */
    static double smooth(double x, double y, int seed) {
        int ix = (int) Math.floor(x);
        int iy = (int) Math.floor(y);
        double fx = fade(x - ix);
        double fy = fade(y - iy);
        double top = at(ix, iy, seed) * (1 - fx) + at(ix + 1, iy, seed) * fx;
        double bottom = at(ix, iy + 1, seed) * (1 - fx) + at(ix + 1, iy + 1, seed) * fx;
        return top * (1 - fy) + bottom * fy;
    }

    private static double fade(double t) {
        return t * t * t * (t * (t * 6 - 15) + 10);
    }

    /** Octaves of {@link #smooth}, each twice as fine and half as strong; in [0, 1). */
    static double fractal(double x, double y, int octaves, int seed) {
        double sum = 0;
        double most = 0;
        double strength = 1;
        double scale = 1;
        for (int i = 0; i < octaves; i++) {
            sum += strength * smooth(x * scale, y * scale, seed + 131 * i);
            most += strength;
            strength /= 2;
            scale *= 2.03; // not 2: the lattices of the octaves should not coincide
        }
        return sum / most;
    }

    /** Worley's cells (SIGGRAPH 1996): distances to the nearest and second-nearest point, and the nearest's number. */
    record Cell(double nearest, double second, double number) {}

    static Cell cell(double x, double y, int seed) {
        int ix = (int) Math.floor(x);
        int iy = (int) Math.floor(y);
        double first = 9;
        double second = 9;
        double number = 0;
        for (int cy = iy - 1; cy <= iy + 1; cy++) {
            for (int cx = ix - 1; cx <= ix + 1; cx++) {
                double dx = cx + 0.1 + 0.8 * at(cx, cy, seed) - x;
                double dy = cy + 0.1 + 0.8 * at(cx, cy, seed + 1) - y;
                double d = Math.sqrt(dx * dx + dy * dy);
                if (d < first) {
                    second = first;
                    first = d;
                    number = at(cx, cy, seed + 2);
                } else {
                    second = Math.min(second, d);
                }
            }
        }
        return new Cell(first, second, number);
    }
}
