package org.limn.segmentation;

import java.util.Arrays;

/** The centres of SLIC: position and colour of each, the window in which it looks for pixels, and distances to it. */
final class SlicCentres {
    private final Strips strips;
    private final double[][][] colours;
    private final int channels;
    private final int reachY;
    private final int reachX;
    private final double weight;
    private final boolean zero;
    private final double[] y;
    private final double[] x;
    private final double[][] colour;
    private final double[] spread;
    private final int[] top;
    private final int[] bottom;
    private final int[] left;
    private final int[] right;

    /** @param colours indexed by channel, of which there are at least three, strip and place */
    SlicCentres(Strips strips, double[][][] colours, SeedGrid seeds, boolean zero) {
        this.strips = strips;
        this.colours = colours;
        this.zero = zero;
        channels = colours.length;
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
        colour = new double[count][channels];
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

    double[] colour(int k) {
        return colour[k];
    }

    /** What a squared colour distance to a centre is divided by. */
    double spread(int k) {
        return spread[k];
    }

    /** What a squared distance in pixels is multiplied by. */
    double weight() {
        return weight;
    }

    /** For each strip, the centres whose windows reach into it, in their order. */
    int[][] byStrip() {
        int[] sizes = new int[strips.count()];
        for (int k = 0; k < count(); k++) {
            for (int s = left[k] >> Strips.BITS; s << Strips.BITS < right[k]; s++) {
                sizes[s]++;
            }
        }
        int[][] lists = new int[sizes.length][];
        Arrays.setAll(lists, s -> new int[sizes[s]]);
        Arrays.fill(sizes, 0);
        for (int k = 0; k < count(); k++) {
            for (int s = left[k] >> Strips.BITS; s << Strips.BITS < right[k]; s++) {
                lists[s][sizes[s]++] = k;
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

    /** Whether place {@code i} of a strip lies in the window of a centre. */
    boolean sees(int k, int strip, int i) {
        int row = i >> Strips.BITS;
        int column = strip * Strips.WIDE + (i & Strips.WIDE - 1);
        return row >= top[k] && row < bottom[k] && column >= left[k] && column < right[k];
    }

    /** The distance of a pixel to a centre. */
    double distance(int k, int strip, int i) {
        double dy = y[k] - (i >> Strips.BITS);
        double dx = x[k] - (strip * Strips.WIDE + (i & Strips.WIDE - 1));
        return (dy * dy + dx * dx) * weight + colourDistance(k, strip, i) / spread[k];
    }

    private double colourDistance(int k, int strip, int i) {
        double[] centre = colour[k];
        double s = colours[0][strip][i] - centre[0];
        double t = colours[1][strip][i] - centre[1];
        double u = colours[2][strip][i] - centre[2];
        double d = s * s + t * t + u * u;
        for (int c = 3; c < channels; c++) {
            double v = colours[c][strip][i] - centre[c];
            d += v * v;
        }
        return d;
    }

    /** Each centre becomes the mean of its pixels, added row by row. */
    void move(int[][] labels) {
        int stride = channels + 3;
        double[] sums = new double[count() * stride];
        for (int row = 0; row < strips.height(); row++) {
            for (int s = 0; s < strips.count(); s++) {
                add(row, s, labels[s], colours[0][s], colours[1][s], colours[2][s], sums);
            }
        }
        for (int k = 0; k < count(); k++) {
            int sum = k * stride;
            y[k] = sums[sum + 1] / sums[sum];
            x[k] = sums[sum + 2] / sums[sum];
            for (int c = 0; c < channels; c++) {
                colour[k][c] = sums[sum + 3 + c] / sums[sum];
            }
        }
        placeWindows();
        if (zero) {
            widen(labels);
        }
    }

    private void add(int row, int s, int[] labels, double[] a, double[] b, double[] c, double[] sums) {
        int stride = channels + 3;
        int start = row * Strips.WIDE;
        for (int i = start; i < start + strips.columns(s); i++) {
            int sum = labels[i] * stride;
            sums[sum]++;
            sums[sum + 1] += row;
            sums[sum + 2] += s * Strips.WIDE + i - start;
            sums[sum + 3] += a[i];
            sums[sum + 4] += b[i];
            sums[sum + 5] += c[i];
            for (int more = 3; more < channels; more++) {
                sums[sum + 3 + more] += colours[more][s][i];
            }
        }
    }

    private void widen(int[][] labels) {
        for (int s = 0; s < strips.count(); s++) {
            for (int i = 0; i < strips.size(); i++) {
                if (i % Strips.WIDE < strips.columns(s)) {
                    int k = labels[s][i];
                    spread[k] = Math.max(spread[k], colourDistance(k, s, i));
                }
            }
        }
    }
}
