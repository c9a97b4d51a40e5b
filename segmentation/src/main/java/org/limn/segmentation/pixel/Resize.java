package org.limn.segmentation.pixel;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;

/**
 * Resizing on the half-pixel grid: pixel i of n covers [i/n, (i+1)/n] of the picture, whatever n. Output pixel k takes its value
 * at {@code (k + ½)·in/out − ½} of the input.
 */
public final class Resize {
    private Resize() {}

    /** The input pixel in which the middle of each output pixel lies: {@code ⌊(k + ½)·in/out⌋}. */
    public static int[] nearest(int in, int out) {
        int[] source = new int[out];
        for (int k = 0; k < out; k++) {
            source[k] = (int) ((2L * k + 1) * in / (2L * out));
        }
        return source;
    }

    /** Labels resized by nearest neighbour. */
    public static int[] nearest(int[] labels, int height, int width, int newHeight, int newWidth) {
        int[] rows = nearest(height, newHeight);
        int[] columns = nearest(width, newWidth);
        int[] out = new int[Math.multiplyExact(newHeight, newWidth)];
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                out[y * newWidth + x] = labels[rows[y] * width + columns[x]];
            }
        }
        return out;
    }

    /**
     * Planes resized by an interpolating cubic spline, 0 beyond their edges. Where an axis shrinks by a factor f > 1, they are
     * first smoothed with σ = (f − 1)/2; the result is clipped to the range of the input, all planes together. scikit-image's
     * {@code resize} with order 3, mode {@code constant} and anti-aliasing, on float32 data: each of its steps rounds to float32,
     * and so does ours.
     */
    public static double[][] cubic(double[][] planes, int height, int width, int newHeight, int newWidth) {
        DoubleSummaryStatistics range =
                Arrays.stream(planes).flatMapToDouble(Arrays::stream).summaryStatistics();
        double[][] out = new double[planes.length][];
        for (int c = 0; c < planes.length; c++) {
            out[c] = cubic(planes[c], height, width, newHeight, newWidth);
            for (int i = 0; i < out[c].length; i++) {
                out[c][i] = Math.max(range.getMin(), Math.min(range.getMax(), out[c][i]));
            }
        }
        return out;
    }

    private static double[] cubic(double[] plane, int height, int width, int newHeight, int newWidth) {
        double[][] smooth = shrinkFilter(height, newHeight).acrossRows(Rows.of(plane, height, width));
        double[][] turned = Rows.transposed(Rows.rounded(smooth));
        smooth = Rows.rounded(shrinkFilter(width, newWidth).acrossRows(turned));
        double[][] narrow = Rows.transposed(CubicSpline.acrossRows(smooth, newWidth));
        return Rows.flat(Rows.rounded(CubicSpline.acrossRows(narrow, newHeight)));
    }

    private static GaussianFilter shrinkFilter(int in, int out) {
        return new GaussianFilter(Math.max(0, ((double) in / out - 1) / 2), Border.CONSTANT);
    }
}
