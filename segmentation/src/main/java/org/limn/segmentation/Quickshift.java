package org.limn.segmentation;

import org.limn.autodiff.tensor.Tensor;
import org.limn.segmentation.pixel.Border;
import org.limn.segmentation.pixel.GaussianFilter;
import org.limn.segmentation.pixel.Lab;

/**
 * Mode seeking in color and position: each pixel points to the nearest pixel of greater density within the window, unless that
 * is farther than {@code maxDistance}; a tree of pointers is a region. Density is {@code Σ exp(−d²/2·kernel²)} over the pixels
 * within {@code ⌈3·kernel⌉} rows and columns, d the distance in color times ratio and position.
 *
 * <p>Vedaldi and Soatto, "Quick Shift and Kernel Methods for Mode Seeking", ECCV 2008; defaults are scikit-image's, and LIME's are
 * {@code (4, 200, 0.2, 0)}. Three channels become CIELAB. Among equal densities the later pixel counts as denser, where
 * scikit-image adds noise. A region need not be connected. The cost grows with the square of the kernel.
 *
 * @param kernel standard deviation of the density kernel, in pixels, at least 1
 * @param maxDistance the longest pointer; larger for fewer regions
 * @param ratio weight of color (in CIELAB units) against position (in pixels)
 * @param sigma standard deviation of a Gaussian smoothing of the colors before, in pixels
 */
public record Quickshift(double kernel, double maxDistance, double ratio, double sigma) implements Segmenter {
    public Quickshift {
        if (!(kernel >= 1 && kernel <= 1000) || !(maxDistance >= 0) || !(ratio >= 0) || Double.isInfinite(ratio)) {
            throw new IllegalArgumentException(
                    "quickshift needs a kernel from 1 to 1000, a distance and a ratio from 0 on, got " + kernel + ", "
                            + maxDistance + " and " + ratio);
        }
        new GaussianFilter(sigma, Border.REFLECT);
    }

    public Quickshift() {
        this(5, 10, 1, 0);
    }

    @Override
    public Segmentation segment(Tensor image) {
        Planes planes = Planes.of(image, 28, 17);
        double[][] colors = planes.channels().length == 3 ? Lab.fromRgb(planes.channels()) : planes.channels();
        GaussianFilter filter = new GaussianFilter(sigma, Border.REFLECT);
        for (double[] color : colors) {
            filter.smooth(color, planes.height(), planes.width());
            for (int i = 0; i < color.length; i++) {
                color[i] *= ratio;
            }
        }
        Planes features = new Planes(planes.height(), planes.width(), colors);
        return Segmentation.of(planes.height(), planes.width(), roots(parents(features, densities(features))));
    }

    private double[] densities(Planes image) {
        double[] density = new double[image.pixels()];
        for (int i = 0; i < density.length; i++) {
            int y = i / image.width();
            for (int row = first(y); row < end(y, image.height()); row++) {
                density[i] = addRow(density[i], image, i, row);
            }
        }
        return density;
    }

    /** Adds what the pixels of a row, as far as the window reaches, contribute to the density at pixel {@code i}. */
    private double addRow(double density, Planes image, int i, int row) {
        int width = image.width();
        int y = i / width;
        int x = i - y * width;
        double falloff = -0.5 / (kernel * kernel);
        double sum = density;
        for (int column = first(x); column < end(x, width); column++) {
            double d = squaredDistance(image.channels(), i, row * width + column, y - row, x - column);
            sum += Math.exp(d * falloff);
        }
        return sum;
    }

    private int[] parents(Planes image, double[] density) {
        int[] parent = new int[density.length];
        for (int i = 0; i < parent.length; i++) {
            parent[i] = parent(image, density, i);
        }
        return parent;
    }

    /** The nearest pixel that is denser, or the pixel itself where that is too far. */
    private int parent(Planes image, double[] density, int i) {
        int width = image.width();
        int y = i / width;
        int x = i - y * width;
        int parent = i;
        double least = Double.POSITIVE_INFINITY;
        for (int row = first(y); row < end(y, image.height()); row++) {
            for (int column = first(x); column < end(x, width); column++) {
                int j = row * width + column;
                if (density[j] > density[i] || density[j] == density[i] && j > i) {
                    double d = squaredDistance(image.channels(), i, j, y - row, x - column);
                    parent = d < least ? j : parent;
                    least = Math.min(d, least);
                }
            }
        }
        return Math.sqrt(least) > maxDistance ? i : parent;
    }

    /** The first row or column of the window around one. */
    private int first(int middle) {
        return Math.max(middle - (int) Math.ceil(3 * kernel), 0);
    }

    /** One past the last row or column of the window around one. */
    private int end(int middle, int size) {
        return Math.min(middle + (int) Math.ceil(3 * kernel) + 1, size);
    }

    private static double squaredDistance(double[][] channels, int i, int j, double dy, double dx) {
        double d = 0;
        for (double[] channel : channels) {
            double t = channel[i] - channel[j];
            d += t * t;
        }
        return d + dy * dy + dx * dx;
    }

    /** The end of each pixel's pointers. They lead to ever greater densities, so they end. */
    private static int[] roots(int[] parent) {
        int[] root = new int[parent.length];
        for (int i = 0; i < root.length; i++) {
            int j = i;
            while (parent[j] != j) {
                parent[j] = parent[parent[j]];
                j = parent[j];
            }
            root[i] = j;
        }
        return root;
    }
}
