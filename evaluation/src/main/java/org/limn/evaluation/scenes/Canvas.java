package org.limn.evaluation.scenes;

import java.util.Arrays;

/** A picture in linear light while it is painted: three planes of size², and whose each pixel is. */
final class Canvas {
    /** Where a thing lies: its middle in pixels, half its extent in pixels, its turn's cosine and sine, mirrored or not. */
    record Pose(double x, double y, double radius, double cos, double sin, boolean mirrored) {
        static Pose of(double x, double y, double radius, double turn, boolean mirrored) {
            return new Pose(x, y, radius, StrictMath.cos(turn), StrictMath.sin(turn), mirrored);
        }

        double u(double px, double py) {
            double u = ((px - x) * cos + (py - y) * sin) / radius;
            return mirrored ? -u : u;
        }

        double v(double px, double py) {
            return ((py - y) * cos - (px - x) * sin) / radius;
        }
    }

    /** Where light comes from: a unit vector, x to the right, y down, z to the viewer. */
    record Light(double x, double y, double z) {}

    final int size;
    final float[] light;
    final byte[] owners;
    private final float[] scratch;

    Canvas(int size) {
        this.size = size;
        light = new float[3 * size * size];
        owners = new byte[size * size];
        scratch = new float[size * size];
    }

    void lay(Ground ground, Solid.Individual it, double turn, double zoom) {
        double[] rgb = new double[3];
        double c = StrictMath.cos(turn) * zoom / size;
        double s = StrictMath.sin(turn) * zoom / size;
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                ground.color(20 + x * c - y * s, 20 + x * s + y * c, it, rgb);
                for (int k = 0; k < 3; k++) {
                    light[(k * size + y) * size + x] = (float) rgb[k];
                }
            }
        }
    }

    /** A thing's shadow: its own outline, moved away from the light and blurred. */
    void shade(Solid thing, Solid.Individual it, Pose pose, Light from, double darkness, double blur) {
        Arrays.fill(scratch, 0);
        Pose cast = new Pose(
                pose.x - from.x * pose.radius * 0.22,
                pose.y - from.y * pose.radius * 0.22,
                pose.radius,
                pose.cos,
                pose.sin,
                pose.mirrored);
        int[] box = box(cast);
        for (int y = box[1]; y < box[3]; y++) {
            for (int x = box[0]; x < box[2]; x++) {
                double u = cast.u(x + 0.5, y + 0.5);
                double v = cast.v(x + 0.5, y + 0.5);
                scratch[y * size + x] = inside(u, v) && thing.height(u, v, it) > 0 ? 1 : 0;
            }
        }
        blur(scratch, 0, blur);
        for (int i = 0; i < scratch.length; i++) {
            if (scratch[i] > 0) {
                float left = (float) (1 - darkness * scratch[i]);
                light[i] *= left;
                light[i + scratch.length] *= left;
                light[i + 2 * scratch.length] *= left;
            }
        }
    }

    /**
     * Paints a thing, four samples a pixel. A pixel that it covers by half or more becomes {@code owner}'s.
     *
     * <p>Lambert's cosine over the finite differences of its height, some light from everywhere, and Blinn's highlight.
     */
    void paint(Solid thing, Solid.Individual it, Pose pose, Light from, int owner) {
        double[] rgb = new double[3];
        double[] sum = new double[3];
        double c = pose.cos;
        double s = pose.sin;
        double flip = pose.mirrored ? -1 : 1;
        double half = Math.sqrt(from.x * from.x + from.y * from.y + (from.z + 1) * (from.z + 1));
        int[] box = box(pose);
        for (int y = box[1]; y < box[3]; y++) {
            for (int x = box[0]; x < box[2]; x++) {
                Arrays.fill(sum, 0);
                int covered = 0;
                for (int i = 0; i < 4; i++) {
                    double px = x + (i % 2 == 0 ? 0.25 : 0.75);
                    double py = y + (i < 2 ? 0.25 : 0.75);
                    double u = pose.u(px, py);
                    double v = pose.v(px, py);
                    double h = inside(u, v) ? thing.height(u, v, it) : 0;
                    if (h <= 0) {
                        continue;
                    }
                    covered++;
                    double du = slope(thing.height(u + 0.03, v, it) - h) * flip;
                    double dv = slope(thing.height(u, v + 0.03, it) - h);
                    double nx = -(du * c - dv * s);
                    double ny = -(du * s + dv * c);
                    double norm = 1 / Math.sqrt(nx * nx + ny * ny + 1);
                    double cosine = Math.max(0, (nx * from.x + ny * from.y + from.z) * norm);
                    double shine = Math.max(0, (nx * from.x + ny * from.y + from.z + 1) * norm / half);
                    for (int k = 0; k < 5; k++) {
                        shine *= shine;
                    }
                    thing.color(u, v, it, rgb);
                    for (int k = 0; k < 3; k++) {
                        sum[k] += rgb[k] * (0.42 + 0.75 * cosine) + thing.gloss() * shine;
                    }
                }
                for (int k = 0; k < 3 && covered > 0; k++) {
                    int at = (k * size + y) * size + x;
                    light[at] = (float) (light[at] * (1 - covered / 4.0) + sum[k] / 4);
                }
                if (covered >= 2) {
                    owners[y * size + x] = (byte) owner;
                }
            }
        }
    }

    /** At the edge of a thing the difference is a cliff, which would turn the normal over. */
    private static double slope(double rise) {
        return Math.max(-1.6, Math.min(1.6, rise / 0.03));
    }

    private static boolean inside(double u, double v) {
        return u >= -1 && u <= 1 && v >= -1 && v <= 1;
    }

    private int[] box(Pose pose) {
        double reach = pose.radius * 1.42;
        return new int[] {
            (int) Math.max(0, Math.floor(pose.x - reach)),
            (int) Math.max(0, Math.floor(pose.y - reach)),
            (int) Math.min(size, Math.ceil(pose.x + reach)),
            (int) Math.min(size, Math.ceil(pose.y + reach))
        };
    }

    /** Light that falls off to one side and to the corners, in patches as under a tree where {@code dapple} is above 0. */
    void illuminate(Light from, double falloff, double vignette, double dapple, double[] tint, int seed) {
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                double cx = (x + 0.5) / size - 0.5;
                double cy = (y + 0.5) / size - 0.5;
                double leaves = Solid.step(0.42, 0.60, NoiseField.fractal(cx * 3.5 + 40, cy * 3.5 + 40, 2, seed));
                double power = (1 + falloff * (cx * from.x + cy * from.y))
                        * (1 - vignette * (cx * cx + cy * cy))
                        * (1 - dapple * leaves);
                for (int k = 0; k < 3; k++) {
                    light[(k * size + y) * size + x] *= (float) (power * tint[k]);
                }
            }
        }
    }

    void defocus(double sigma) {
        for (int k = 0; k < 3; k++) {
            blur(light, k * size * size, sigma);
        }
    }

    /** A Gaussian blur of a plane, rows and then columns; beyond the border is what the border shows. */
    private void blur(float[] planes, int at, double sigma) {
        int reach = (int) Math.ceil(2.5 * sigma);
        double[] taps = new double[2 * reach + 1];
        double total = 0;
        for (int i = 0; i < taps.length; i++) {
            taps[i] = StrictMath.exp(-(i - reach) * (i - reach) / (2 * sigma * sigma));
            total += taps[i];
        }
        float[] line = new float[size];
        for (int pass = 0; pass < 2; pass++) {
            int next = pass == 0 ? 1 : size;
            int other = pass == 0 ? size : 1;
            for (int row = 0; row < size; row++) {
                for (int i = 0; i < size; i++) {
                    double sum = 0;
                    for (int t = 0; t < taps.length; t++) {
                        int from = Math.max(0, Math.min(size - 1, i + t - reach));
                        sum += taps[t] * planes[at + row * other + from * next];
                    }
                    line[i] = (float) (sum / total);
                }
                for (int i = 0; i < size; i++) {
                    planes[at + row * other + i * next] = line[i];
                }
            }
        }
    }

    /** What a camera makes of the light: noise that grows with the root of it, then sRGB's curve; rows of R, G, B. */
    byte[] develop(Dice dice, double exposure, double noise) {
        byte[] rgb = new byte[3 * size * size];
        int area = size * size;
        for (int i = 0; i < area; i++) {
            double shared = dice.normal(); // most of a small sensor's noise is in the brightness
            for (int k = 0; k < 3; k++) {
                double x = Math.max(0, light[k * area + i] * exposure);
                x += noise * Math.sqrt(x + 0.01) * (0.8 * shared + 0.6 * dice.normal());
                x = Math.max(0, x);
                x = x > 0.75
                        ? 0.75 + (x - 0.75) / (1 + 2.2 * (x - 0.75))
                        : x; // film's shoulder: highlights don't clip at once
                double s = x <= 0.0031308 ? 12.92 * x : 1.055 * StrictMath.pow(x, 1 / 2.4) - 0.055;
                rgb[3 * i + k] = (byte) Math.round(255 * Math.min(1, s));
            }
        }
        return rgb;
    }
}
