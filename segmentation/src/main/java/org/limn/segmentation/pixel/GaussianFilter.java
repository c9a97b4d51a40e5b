package org.limn.segmentation.pixel;

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
            smooth(plane, height, width);
            for (int i = 0; i < plane.length; i++) {
                out[at + i] = (float) plane[i];
            }
        }
        return Tensor.of(images.shape(), out);
    }

    /**
     * Filters a plane, vertically, then horizontally, in its place.
     *
     * <p>Row by row, so that what is read stays near: transposing whole planes instead took five times as long at 12 megapixels.
     */
    public void smooth(double[] plane, int height, int width) {
        if (radius() == 0) {
            return;
        }
        double[] kernel = kernel();
        double[][] near = new double[Math.min(height, 2 * radius() + 1)][width];
        RowFilter alongRow = new RowFilter(kernel, border, width);
        double[] zeros = new double[width];
        double[] row = new double[width];
        int read = 0;
        for (int y = 0; y < height; y++) {
            for (; read < Math.min(height, y + kernel.length); read++) {
                System.arraycopy(plane, read * width, near[read % near.length], 0, width);
            }
            acrossRows(kernel, near, zeros, y, height, row);
            alongRow.apply(row);
            System.arraycopy(row, 0, plane, y * width, width);
        }
    }

    /** Rows filtered vertically. */
    double[][] acrossRows(double[][] rows) {
        double[] kernel = kernel();
        double[] zeros = new double[rows[0].length];
        double[][] out = new double[rows.length][zeros.length];
        for (int y = 0; y < rows.length; y++) {
            acrossRows(kernel, rows, zeros, y, rows.length, out[y]);
        }
        return out;
    }

    /** Row {@code y} of {@code height} filtered, of which {@code rows} holds those that the kernel reaches, row i at i modulo their number. */
    private void acrossRows(double[] kernel, double[][] rows, double[] zeros, int y, int height, double[] out) {
        Rows.scale(kernel[0], rows[y % rows.length], out);
        // farthest pair first, as SciPy adds: ties between edge costs depend on it
        for (int j = kernel.length - 1; j > 0; j--) {
            int above = border.index(y - j, height);
            int below = border.index(y + j, height);
            Rows.addPair(
                    kernel[j],
                    above < 0 ? zeros : rows[above % rows.length],
                    below < 0 ? zeros : rows[below % rows.length],
                    out);
        }
    }
}
