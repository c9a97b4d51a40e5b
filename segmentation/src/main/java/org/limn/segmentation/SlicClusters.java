package org.limn.segmentation;

import java.util.Arrays;

/** The k-means of SLIC: centres that move, and the centre that each pixel is nearest to. */
final class SlicClusters {
    private final double[][] colours;
    private final int height;
    private final int width;
    private final int reachY;
    private final int reachX;
    private final double weight;
    private final boolean zero;
    private final int count;
    private final double[] y;
    private final double[] x;
    private final double[][] colour;
    private final double[] spread;
    private final int[] labels;
    private final double[] distance;

    SlicClusters(double[][] colours, int height, int width, SeedGrid seeds, boolean zero) {
        this.colours = colours;
        this.height = height;
        this.width = width;
        this.zero = zero;
        count = seeds.count();
        // the window's step is that of the grid of as many seeds as were obtained, not as were asked for
        SeedGrid obtained = SeedGrid.of(height, width, count);
        reachY = 2 * obtained.stepY();
        reachX = 2 * obtained.stepX();
        double step = Math.max(seeds.stepY(), seeds.stepX());
        weight = 1 / (step * step);
        y = new double[count];
        x = new double[count];
        Arrays.setAll(y, k -> seeds.startY() + k / seeds.columns() * seeds.stepY());
        Arrays.setAll(x, k -> seeds.startX() + k % seeds.columns() * seeds.stepX());
        colour = new double[colours.length][count];
        spread = new double[count];
        Arrays.fill(spread, 1);
        labels = new int[height * width];
        distance = new double[height * width];
    }

    int[] settle(int iterations) {
        for (int i = 0; i < iterations; i++) {
            Arrays.fill(distance, Double.POSITIVE_INFINITY);
            for (int k = 0; k < count; k++) {
                claim(k);
            }
            recentre();
        }
        return labels;
    }

    private void claim(int k) {
        int top = (int) Math.max(y[k] - reachY, 0);
        int bottom = (int) Math.min(y[k] + reachY + 1, height);
        int left = (int) Math.max(x[k] - reachX, 0);
        int right = (int) Math.min(x[k] + reachX + 1, width);
        for (int row = top; row < bottom; row++) {
            double dy = y[k] - row;
            for (int column = left, i = row * width + left; column < right; column++, i++) {
                double dx = x[k] - column;
                double d = (dy * dy + dx * dx) * weight;
                if (d < distance[i]) {
                    double c = 0;
                    for (int f = 0; f < colours.length; f++) {
                        double t = colours[f][i] - colour[f][k];
                        c += t * t;
                    }
                    d += zero ? c / spread[k] : c;
                    if (d < distance[i]) {
                        distance[i] = d;
                        labels[i] = k;
                    }
                }
            }
        }
    }

    private void recentre() {
        int[] n = new int[count];
        Arrays.fill(y, 0);
        Arrays.fill(x, 0);
        for (double[] f : colour) {
            Arrays.fill(f, 0);
        }
        for (int i = 0; i < labels.length; i++) {
            int k = labels[i];
            n[k]++;
            y[k] += i / width;
            x[k] += i % width;
            for (int f = 0; f < colours.length; f++) {
                colour[f][k] += colours[f][i];
            }
        }
        for (int k = 0; k < count; k++) {
            y[k] /= n[k];
            x[k] /= n[k];
            for (double[] f : colour) {
                f[k] /= n[k];
            }
        }
        if (zero) {
            widen();
        }
    }

    private void widen() {
        for (int i = 0; i < labels.length; i++) {
            int k = labels[i];
            double c = 0;
            for (int f = 0; f < colours.length; f++) {
                double t = colours[f][i] - colour[f][k];
                c += t * t;
            }
            spread[k] = Math.max(spread[k], c);
        }
    }
}
