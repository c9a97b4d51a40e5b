package org.limn.segmentation;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The centres of SLIC: position and color of each, the window in which it looks for pixels, and distances to it. */
final class SlicCentres {
    private final Strips strips;
    private final double[][] colors;
    private final int channels;
    private final int reachY;
    private final int reachX;
    private final double weight;
    private final boolean zero;
    private final double[] y;
    private final double[] x;
    private final double[][] color;
    private final double[] spread;
    private final int[] top;
    private final int[] bottom;
    private final int[] left;
    private final int[] right;

    /** @param colors the planes of at least three channels, row by row */
    SlicCentres(Strips strips, double[][] colors, SeedGrid seeds, boolean zero) {
        this.strips = strips;
        this.colors = colors;
        this.zero = zero;
        channels = colors.length;
        int count = seeds.count();
        // the window's step is that of the grid of as many seeds as were obtained, not as were asked for
        SeedGrid obtained = SeedGrid.of(strips.height(), strips.width(), count);
        reachY = 2 * obtained.stepY();
        reachX = 2 * obtained.stepX();
        double step = Math.max(seeds.stepY(), seeds.stepX());
        weight = 1 / (step * step);
        y = new double[count];
        x = new double[count];
        Arrays.setAll(y, k -> seeds.startY() + k / seeds.columns() * seeds.stepY());
        Arrays.setAll(x, k -> seeds.startX() + k % seeds.columns() * seeds.stepX());
        color = new double[count][channels];
        spread = new double[count];
        Arrays.fill(spread, 1);
        top = new int[count];
        bottom = new int[count];
        left = new int[count];
        right = new int[count];
        placeWindows();
    }

    /** A centre that has lost all its pixels is NaN, and its window empty. */
    private void placeWindows() {
        for (int k = 0; k < count(); k++) {
            top[k] = (int) Math.max(y[k] - reachY, 0);
            bottom[k] = (int) Math.min(y[k] + reachY + 1, strips.height());
            left[k] = (int) Math.max(x[k] - reachX, 0);
            right[k] = (int) Math.min(x[k] + reachX + 1, strips.width());
        }
    }

    int count() {
        return y.length;
    }

    int top(int k) {
        return top[k];
    }

    int bottom(int k) {
        return bottom[k];
    }

    double y(int k) {
        return y[k];
    }

    double x(int k) {
        return x[k];
    }

    double[] color(int k) {
        return color[k];
    }

    /** What a squared color distance to a centre is divided by. */
    double spread(int k) {
        return spread[k];
    }

    /** What a squared distance in pixels is multiplied by. */
    double weight() {
        return weight;
    }

    /** For each band of {@code rows} rows, the centres whose windows reach into it, in their order. */
    int[][] byBand(int rows) {
        return byRange(IntStream.range(0, count()).toArray(), top, bottom, rows, strips.height());
    }

    /** For each strip, those of some centres whose windows reach into it, in their order. */
    int[][] byStrip(int... some) {
        return byRange(some, left, right, Strips.WIDE, strips.width());
    }

    private static int[][] byRange(int[] some, int[] from, int[] to, int length, int end) {
        int[] sizes = new int[(end + length - 1) / length];
        for (int k : some) {
            for (int r = from[k] / length; r * length < to[k]; r++) {
                sizes[r]++;
            }
        }
        int[][] lists = new int[sizes.length][];
        Arrays.setAll(lists, r -> new int[sizes[r]]);
        Arrays.fill(sizes, 0);
        for (int k : some) {
            for (int r = from[k] / length; r * length < to[k]; r++) {
                lists[r][sizes[r]++] = k;
            }
        }
        return lists;
    }

    /** Whether the window of a centre holds these columns. */
    boolean spans(int k, int fromColumn, int toColumn) {
        return left[k] <= fromColumn && right[k] >= toColumn;
    }

    /** How many rows of {@code columns} pixels about so many windows of the starting grid reach into; at least 1. */
    int rowsSeenBy(int windows, int columns) {
        double across = (columns + 2.0 * reachX + 1) / (reachX / 2.0);
        return (int) Math.max(1, windows / across * (reachY / 2.0) - 2.0 * reachY);
    }

    /** Whether a pixel lies in the window of a centre. */
    boolean sees(int k, int row, int column) {
        return row >= top[k] && row < bottom[k] && column >= left[k] && column < right[k];
    }

    /** The distance of a pixel to a centre. */
    double distance(int k, int row, int column) {
        double dy = y[k] - row;
        double dx = x[k] - column;
        return (dy * dy + dx * dx) * weight + colorDistance(k, row * strips.width() + column) / spread[k];
    }

    private double colorDistance(int k, int pixel) {
        double[] centre = color[k];
        double s = colors[0][pixel] - centre[0];
        double t = colors[1][pixel] - centre[1];
        double u = colors[2][pixel] - centre[2];
        double d = s * s + t * t + u * u;
        for (int c = 3; c < channels; c++) {
            double v = colors[c][pixel] - centre[c];
            d += v * v;
        }
        return d;
    }

    /** Each centre becomes the mean of its pixels, added row by row. */
    void move(int[][] labels) {
        int stride = channels + 3;
        double[] sums = new double[count() * stride];
        byRows(labels, (row, some) -> add(row, some, sums));
        for (int k = 0; k < count(); k++) {
            int sum = k * stride;
            y[k] = sums[sum + 1] / sums[sum];
            x[k] = sums[sum + 2] / sums[sum];
            for (int c = 0; c < channels; c++) {
                color[k][c] = sums[sum + 3 + c] / sums[sum];
            }
        }
        placeWindows();
        if (zero) {
            byRows(labels, this::widen);
        }
    }

    /** What is done with the labels of some rows, the first of which is {@code top}. */
    private interface OnRows {
        void accept(int top, int[] labels);
    }

    private void byRows(int[][] labels, OnRows action) {
        for (int top = 0; top < strips.height(); top += Strips.ROWS) {
            action.accept(top, strips.rowMajor(labels, top, Math.min(top + Strips.ROWS, strips.height())));
        }
    }

    private void add(int top, int[] labels, double[] sums) {
        int width = strips.width();
        for (int start = 0; start < labels.length; start += width) {
            addRow(top + start / width, start, labels, colors[0], colors[1], colors[2], sums);
        }
    }

    private void addRow(int row, int start, int[] labels, double[] a, double[] b, double[] c, double[] sums) {
        int stride = channels + 3;
        int first = row * strips.width();
        for (int x = 0; x < strips.width(); x++) {
            int sum = labels[start + x] * stride;
            sums[sum]++;
            sums[sum + 1] += row;
            sums[sum + 2] += x;
            sums[sum + 3] += a[first + x];
            sums[sum + 4] += b[first + x];
            sums[sum + 5] += c[first + x];
            for (int more = 3; more < channels; more++) {
                sums[sum + 3 + more] += colors[more][first + x];
            }
        }
    }

    private void widen(int top, int... labels) {
        for (int i = 0; i < labels.length; i++) {
            int k = labels[i];
            spread[k] = Math.max(spread[k], colorDistance(k, top * strips.width() + i));
        }
    }
}
