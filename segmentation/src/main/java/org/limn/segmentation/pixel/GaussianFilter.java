package org.limn.segmentation.pixel;

import java.util.Arrays;
import org.limn.autodiff.tensor.Tensor;

/**
 * Convolution with a Gaussian, separable, rows and columns each with the kernel {@code w_i ∝ exp(−i²/2σ²)}, |i| ≤ ⌊4σ + ½⌋,
 * which adds up to 1. SciPy's {@code gaussian_filter} with its default truncation: the same order of operations, vertically
 * first.
 *
 * @param sigma standard deviation in pixels; up to 1e-15 the filter is the identity
 */
public record GaussianFilter(double sigma, Border border) {
    public GaussianFilter {
        if (!(sigma >= 0 && sigma <= 10_000)) {
            throw new IllegalArgumentException("a Gaussian's sigma must be from 0 to 10000 pixels, got " + sigma);
        }
    }

    /** Reach of the kernel on either side, in pixels. */
    public int radius() {
        return sigma <= 1e-15 ? 0 : (int) (4 * sigma + 0.5);
    }

    /** The right half of the kernel: {@code w_0 … w_radius}. */
    public double[] kernel() {
        int radius = radius();
        double[] half = new double[radius + 1];
        double sum = 0;
        for (int i = -radius; i <= radius; i++) {
            half[Math.abs(i)] = radius == 0 ? 1 : Math.exp(-0.5 / (sigma * sigma) * (i * i));
            sum += half[Math.abs(i)];
        }
        for (int i = 0; i <= radius; i++) {
            half[i] /= sum;
        }
        return half;
    }

    /** Each channel of each image f32[N,C,H,W] filtered along H and W, in float64, rounded at the end. */
    public Tensor apply(Tensor images) {
        int height = images.shape().dim(-2);
        int width = images.shape().dim(-1);
        float[] out = new float[images.data().length];
        double[] plane = new double[height * width];
        for (int at = 0; at < out.length; at += plane.length) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = images.data()[at + i];
            }
            double[] smooth = apply(plane, height, width);
            for (int i = 0; i < plane.length; i++) {
                out[at + i] = (float) smooth[i];
            }
        }
        return Tensor.of(images.shape(), out);
    }

    /** A plane filtered vertically, then horizontally. The argument is left as it is. */
    public double[] apply(double[] plane, int height, int width) {
        return radius() == 0 ? plane.clone() : alongRows(alongColumns(plane, height, width), height, width);
    }

    /** A plane filtered vertically. */
    public double[] alongColumns(double[] plane, int height, int width) {
        double[] kernel = kernel();
        double[] out = new double[plane.length];
        double[] zeros = new double[width];
        double[] sum = new double[width];
        for (int y = 0; y < height; y++) {
            scale(kernel[0], plane, y * width, sum);
            // farthest pair first, as SciPy adds: ties between edge costs depend on it
            for (int j = kernel.length - 1; j > 0; j--) {
                int above = border.index(y - j, height);
                int below = border.index(y + j, height);
                addPair(
                        kernel[j],
                        above < 0 ? zeros : plane,
                        Math.max(above, 0) * (above < 0 ? 0 : width),
                        below < 0 ? zeros : plane,
                        Math.max(below, 0) * (below < 0 ? 0 : width),
                        sum);
            }
            System.arraycopy(sum, 0, out, y * width, width);
        }
        return out;
    }

    /** A plane filtered horizontally, in place. */
    private double[] alongRows(double[] plane, int height, int width) {
        double[] kernel = kernel();
        int radius = kernel.length - 1;
        double[] line = new double[width + 2 * radius];
        double[] sum = new double[width];
        int[] left = new int[radius];
        int[] right = new int[radius];
        Arrays.setAll(left, i -> border.index(i - radius, width));
        Arrays.setAll(right, i -> border.index(width + i, width));
        for (int row = 0; row < height * width; row += width) {
            System.arraycopy(plane, row, line, radius, width);
            for (int i = 0; i < radius; i++) {
                line[i] = left[i] < 0 ? 0 : plane[row + left[i]];
                line[radius + width + i] = right[i] < 0 ? 0 : plane[row + right[i]];
            }
            scale(kernel[0], line, radius, sum);
            for (int j = radius; j > 0; j--) {
                addPair(kernel[j], line, radius - j, line, radius + j, sum);
            }
            System.arraycopy(sum, 0, plane, row, width);
        }
        return plane;
    }

    private static void scale(double k, double[] a, int from, double[] sum) {
        for (int x = 0; x < sum.length; x++) {
            sum[x] = k * a[from + x];
        }
    }

    private static void addPair(double k, double[] a, int fromA, double[] b, int fromB, double[] sum) {
        for (int x = 0; x < sum.length; x++) {
            sum[x] += (a[fromA + x] + b[fromB + x]) * k;
        }
    }
}
