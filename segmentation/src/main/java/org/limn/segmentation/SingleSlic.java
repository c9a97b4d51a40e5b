package org.limn.segmentation;

import java.util.Arrays;

/**
 * SLIC's colors and clusters in float32, operation by operation as scikit-image does them for an image that is float32: powers, roots,
 * products, and sums over a region are rounded each time, so that pixels near the middle between two centres may go elsewhere than
 * in float64. Plain loops over each centre's window.
 */
final class SingleSlic {
    private static final float[][] XYZ = {
        {0.412453f, 0.357580f, 0.180423f}, {0.212671f, 0.715160f, 0.072169f}, {0.019334f, 0.119193f, 0.950227f}
    };
    private static final float[] WHITE = {0.95047f, 1, 1.08883f};

    private SingleSlic() {}

    /** The planes of an image in float32, scaled to [0,1], as L, a, b if there are three. */
    static float[][] colors(Planes image) {
        float least = (float) image.least();
        float[][] colors = new float[image.channels().length][image.pixels()];
        float greatest = 0;
        for (int c = 0; c < colors.length; c++) {
            for (int i = 0; i < colors[c].length; i++) {
                colors[c][i] = (float) image.channels()[c][i] - least;
                greatest = Math.max(greatest, colors[c][i]);
            }
        }
        for (float[] plane : colors) {
            for (int i = 0; greatest != 0 && i < plane.length; i++) {
                plane[i] /= greatest;
            }
        }
        if (colors.length == 3) {
            toLab(colors);
        }
        return colors;
    }

    private static void toLab(float[][] colors) {
        float[] rgb = new float[3];
        float[] t = new float[3];
        for (int i = 0; i < colors[0].length; i++) {
            for (int c = 0; c < 3; c++) {
                float v = colors[c][i];
                rgb[c] = v > 0.04045f ? (float) Math.pow((v + 0.055f) / 1.055f, 2.4f) : v / 12.92f;
            }
            for (int r = 0; r < 3; r++) {
                float light = (XYZ[r][0] * rgb[0] + XYZ[r][1] * rgb[1] + XYZ[r][2] * rgb[2]) / WHITE[r];
                t[r] = light > 0.008856f ? (float) Math.cbrt(light) : 7.787f * light + (float) (16.0 / 116);
            }
            colors[0][i] = 116 * t[1] - 16;
            colors[1][i] = 500 * (t[0] - t[1]);
            colors[2][i] = 200 * (t[1] - t[2]);
        }
    }

    /** The centre of each pixel, row by row. */
    static int[] settle(float[][] colors, int height, int width, SeedGrid seeds, int iterations, boolean zero) {
        int count = seeds.count();
        SeedGrid obtained = SeedGrid.of(height, width, count);
        float step = Math.max(seeds.stepY(), seeds.stepX());
        float weight = (float) (1.0 / (step * step));
        float[] y = new float[count], x = new float[count], spread = new float[count];
        float[][] color = new float[count][colors.length];
        for (int k = 0; k < count; k++) {
            y[k] = seeds.startY() + k / seeds.columns() * seeds.stepY();
            x[k] = seeds.startX() + k % seeds.columns() * seeds.stepX();
        }
        Arrays.fill(spread, 1);
        int[] nearest = new int[height * width];
        float[] distance = new float[nearest.length];
        for (int round = 0; round < iterations; round++) {
            Arrays.fill(distance, Float.POSITIVE_INFINITY);
            for (int k = 0; k < count; k++) {
                // a centre that has lost all its pixels is NaN, and its window empty
                int top = (int) Math.max(y[k] - 2 * obtained.stepY(), 0);
                int bottom = (int) Math.min(y[k] + 2 * obtained.stepY() + 1, height);
                int left = (int) Math.max(x[k] - 2 * obtained.stepX(), 0);
                int right = (int) Math.min(x[k] + 2 * obtained.stepX() + 1, width);
                for (int row = top; row < bottom; row++) {
                    float dy = y[k] - row;
                    for (int column = left; column < right; column++) {
                        float dx = x[k] - column;
                        int pixel = row * width + column;
                        float d = (dy * dy + dx * dx) * weight
                                + between(colors, pixel, color[k]) / (zero ? spread[k] : 1);
                        if (distance[pixel] > d) {
                            distance[pixel] = d;
                            nearest[pixel] = k;
                        }
                    }
                }
            }
            int[] pixels = new int[count];
            Arrays.fill(y, 0);
            Arrays.fill(x, 0);
            Arrays.stream(color).forEach(its -> Arrays.fill(its, 0));
            for (int pixel = 0; pixel < nearest.length; pixel++) {
                int k = nearest[pixel];
                pixels[k]++;
                y[k] += pixel / width;
                x[k] += pixel % width;
                for (int c = 0; c < colors.length; c++) {
                    color[k][c] += colors[c][pixel];
                }
            }
            for (int k = 0; k < count; k++) {
                y[k] /= pixels[k];
                x[k] /= pixels[k];
                for (int c = 0; c < colors.length; c++) {
                    color[k][c] /= pixels[k];
                }
            }
            for (int pixel = 0; zero && pixel < nearest.length; pixel++) {
                int k = nearest[pixel];
                spread[k] = Math.max(spread[k], between(colors, pixel, color[k]));
            }
        }
        return nearest;
    }

    /** The squared distance of two colors. */
    private static float between(float[][] colors, int pixel, float[] centre) {
        float sum = 0;
        for (int c = 0; c < centre.length; c++) {
            float d = colors[c][pixel] - centre[c];
            sum += d * d;
        }
        return sum;
    }
}
