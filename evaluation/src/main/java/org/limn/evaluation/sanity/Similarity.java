package org.limn.evaluation.sanity;

import java.util.Arrays;
import org.limn.evaluation.Order;

/**
 * How alike two maps of one size are, row-major: 1 for equal ones. Those that look at pictures expect maps {@linkplain #scaled
 * scaled} to [0,1].
 *
 * <p>Adebayo et al., "Sanity checks for saliency maps", NeurIPS 2018, section 4, for the choice.
 */
public final class Similarity {
    private Similarity() {}

    /** {@code (m − min m)/(max m − min m)}; zeros for a constant map. */
    public static double[] scaled(double... map) {
        double least = Arrays.stream(map).min().orElse(0);
        double range = Arrays.stream(map).max().orElse(0) - least;
        return Arrays.stream(map).map(v -> range == 0 ? 0 : (v - least) / range).toArray();
    }

    /** Pearson's correlation; NaN where either is constant. */
    public static double pearson(double[] a, double[] b) {
        double ma = Arrays.stream(a).average().orElse(Double.NaN);
        double mb = Arrays.stream(b).average().orElse(Double.NaN);
        double ab = 0, aa = 0, bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - ma) * (b[i] - mb);
            aa += (a[i] - ma) * (a[i] - ma);
            bb += (b[i] - mb) * (b[i] - mb);
        }
        return ab / Math.sqrt(aa * bb);
    }

    /** Spearman's rank correlation, equal values sharing their mean rank; NaN where either is constant. */
    public static double spearman(double[] a, double[] b) {
        return pearson(Order.meanRanks(a), Order.meanRanks(b));
    }

    /** {@link #ssim} with windows of 7×7 equal weights and the sample covariance: scikit-image's default. */
    public static double ssim(double[] a, double[] b, int height, int width) {
        double[] window = new double[7];
        Arrays.fill(window, 1 / 7.0);
        return ssim(a, b, height, width, window, 49 / 48.0);
    }

    /** {@link #ssim} as its paper has it: windows of 11×11 Gaussian weights, σ = 1.5, and the population covariance. */
    public static double gaussianSsim(double[] a, double[] b, int height, int width) {
        double[] window = new double[11];
        Arrays.setAll(window, i -> Math.exp(-0.5 * (i - 5) * (i - 5) / (1.5 * 1.5)));
        double sum = Arrays.stream(window).sum();
        return ssim(a, b, height, width, Arrays.stream(window).map(w -> w / sum).toArray(), 1);
    }

    /**
     * The mean of {@code (2μ_aμ_b + C₁)(2σ_ab + C₂)/((μ_a² + μ_b² + C₁)(σ_a² + σ_b² + C₂))} over all windows that lie in the maps,
     * C₁ = 0.01², C₂ = 0.03².
     *
     * <p>Wang, Bovik, Sheikh and Simoncelli, "Image quality assessment: from error visibility to structural similarity", IEEE TIP
     * 2004, eq. 13, for a data range of 1.
     *
     * @param window weights along one axis, which add up to 1
     * @param factor of variances and covariances
     */
    private static double ssim(double[] a, double[] b, int height, int width, double[] window, double factor) {
        if (height < window.length || width < window.length) {
            throw new IllegalArgumentException("structural similarity needs maps of at least " + window.length
                    + " pixels a side, got " + height + "×" + width);
        }
        double[] ma = filtered(a, a.length / width, width, window), mb = filtered(b, b.length / width, width, window);
        double[] aa = filtered(product(a, a), height, width, window);
        double[] bb = filtered(product(b, b), height, width, window);
        double[] ab = filtered(product(a, b), height, width, window);
        double c1 = 0.01 * 0.01, c2 = 0.03 * 0.03, sum = 0;
        for (int i = 0; i < ma.length; i++) {
            double va = factor * (aa[i] - ma[i] * ma[i]), vb = factor * (bb[i] - mb[i] * mb[i]);
            double cov = factor * (ab[i] - ma[i] * mb[i]);
            sum += (2 * ma[i] * mb[i] + c1) * (2 * cov + c2) / ((ma[i] * ma[i] + mb[i] * mb[i] + c1) * (va + vb + c2));
        }
        return sum / ma.length;
    }

    private static double[] product(double[] a, double[] b) {
        double[] product = new double[a.length];
        Arrays.setAll(product, i -> a[i] * b[i]);
        return product;
    }

    /** Weighted means over the windows inside, (height − n + 1)·(width − n + 1) of them. */
    private static double[] filtered(double[] map, int height, int width, double[] window) {
        int n = window.length, h = height - n + 1, w = width - n + 1;
        double[] down = new double[h * width], out = new double[h * w];
        for (int i = 0; i < down.length; i++) {
            for (int k = 0; k < n; k++) {
                down[i] += window[k] * map[i + k * width];
            }
        }
        for (int i = 0; i < out.length; i++) {
            for (int k = 0; k < n; k++) {
                out[i] += window[k] * down[i / w * width + i % w + k];
            }
        }
        return out;
    }

    /** The correlation of both maps' {@linkplain #orientations histograms of gradients}. */
    public static double hog(double[] a, double[] b, int height, int width) {
        return pearson(orientations(a, height, width), orientations(b, height, width));
    }

    /**
     * Histograms of oriented gradients: 9 orientations without sign, cells of 16×16 pixels, each group of 3×3 cells normalized by
     * its L2 norm, cut at 0.2 and normalized again (L2-Hys). The gradient is the difference of both neighbors, 0 at the border.
     *
     * <p>Dalal and Triggs, "Histograms of oriented gradients for human detection", CVPR 2005, without their interpolation between
     * cells and orientations, as scikit-image has it.
     */
    public static double[] orientations(double[] map, int height, int width) {
        int bins = 9, side = 16, block = 3, rows = height / side, columns = width / side;
        if (rows < block || columns < block) {
            throw new IllegalArgumentException("histograms of gradients need maps of at least " + block * side
                    + " pixels a side, got " + height + "×" + width);
        }
        double[] cells = new double[rows * columns * bins];
        for (int y = 0; y < rows * side; y++) {
            for (int x = 0; x < columns * side; x++) {
                int i = y * width + x;
                double down = y == 0 || y == height - 1 ? 0 : map[i + width] - map[i - width];
                double across = x == 0 || x == width - 1 ? 0 : map[i + 1] - map[i - 1];
                double angle = Math.toDegrees(Math.atan2(down, across));
                angle = angle < 0 ? angle + 180 : angle;
                int bin = (int) (angle >= 180 ? 0 : angle / (180.0 / bins));
                cells[(y / side * columns + x / side) * bins + bin] += Math.hypot(across, down) / (side * side);
            }
        }
        double[] all = new double[(rows - block + 1) * (columns - block + 1) * block * block * bins];
        int at = 0;
        for (int r = 0; r + block <= rows; r++) {
            for (int c = 0; c + block <= columns; c++) {
                int from = at;
                for (int k = 0; k < block; k++) {
                    System.arraycopy(cells, ((r + k) * columns + c) * bins, all, at, block * bins);
                    at += block * bins;
                }
                normalize(all, from, at);
                for (int i = from; i < at; i++) {
                    all[i] = Math.min(all[i], 0.2);
                }
                normalize(all, from, at);
            }
        }
        return all;
    }

    private static void normalize(double[] v, int from, int to) {
        double squares = 1e-10;
        for (int i = from; i < to; i++) {
            squares += v[i] * v[i];
        }
        for (int i = from; i < to; i++) {
            v[i] /= Math.sqrt(squares);
        }
    }
}
