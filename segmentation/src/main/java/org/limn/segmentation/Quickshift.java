package org.limn.segmentation;

import java.util.function.IntConsumer;
import org.limn.autodiff.tensor.Tensor;
import org.limn.segmentation.pixel.Border;
import org.limn.segmentation.pixel.GaussianFilter;
import org.limn.segmentation.pixel.Lab;

/**
 * Mode seeking in colour and position: each pixel points to the nearest pixel of greater density within the window, unless that
 * is farther than {@code maxDistance}; a tree of pointers is a region. Density is {@code Σ exp(−d²/2·kernel²)} over the pixels
 * within {@code ⌈3·kernel⌉} rows and columns, d the distance in colour times ratio and position.
 *
 * <p>Vedaldi and Soatto, "Quick Shift and Kernel Methods for Mode Seeking", ECCV 2008; defaults are scikit-image's, and LIME's are
 * {@code (4, 200, 0.2, 0)}. Three channels become CIELAB. Among equal densities the later pixel counts as denser, where
 * scikit-image adds noise. A region need not be connected. The cost grows with the square of the kernel.
 *
 * @param kernel standard deviation of the density kernel, in pixels, at least 1
 * @param maxDistance the longest pointer; larger for fewer regions
 * @param ratio weight of colour (in CIELAB units) against position (in pixels)
 * @param sigma standard deviation of a Gaussian smoothing of the colours before, in pixels
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
        Planes planes = Planes.of(image);
        double[][] colours = planes.channels().length == 3 ? Lab.fromRgb(planes.channels()) : planes.channels();
        GaussianFilter filter = new GaussianFilter(sigma, Border.REFLECT);
        for (int c = 0; c < colours.length; c++) {
            double[] smooth = filter.apply(colours[c], planes.height(), planes.width());
            for (int i = 0; i < smooth.length; i++) {
                smooth[i] *= ratio;
            }
            colours[c] = smooth;
        }
        Planes features = new Planes(planes.height(), planes.width(), colours);
        return Segmentation.of(planes.height(), planes.width(), roots(parents(features, densities(features))));
    }

    private double[] densities(Planes image) {
        double[] density = new double[image.pixels()];
        for (int i = 0; i < density.length; i++) {
            int pixel = i;
            window(
                    image,
                    i,
                    j -> density[pixel] += Math.exp(squaredDistance(image, pixel, j) * -0.5 / (kernel * kernel)));
        }
        return density;
    }

    private int[] parents(Planes image, double[] density) {
        int[] parent = new int[density.length];
        double[] least = new double[1];
        for (int i = 0; i < parent.length; i++) {
            int pixel = i;
            parent[i] = i;
            least[0] = Double.POSITIVE_INFINITY;
            window(image, i, j -> {
                if (density[j] > density[pixel] || density[j] == density[pixel] && j > pixel) {
                    double d = squaredDistance(image, pixel, j);
                    if (d < least[0]) {
                        least[0] = d;
                        parent[pixel] = j;
                    }
                }
            });
            if (Math.sqrt(least[0]) > maxDistance) {
                parent[i] = i;
            }
        }
        return parent;
    }

    /** The pixels around one, row by row. */
    private void window(Planes image, int i, IntConsumer visit) {
        int reach = (int) Math.ceil(3 * kernel);
        int width = image.width();
        int y = i / width;
        int x = i % width;
        for (int row = Math.max(y - reach, 0); row <= Math.min(y + reach, image.height() - 1); row++) {
            for (int j = row * width + Math.max(x - reach, 0); j <= row * width + Math.min(x + reach, width - 1); j++) {
                visit.accept(j);
            }
        }
    }

    private static double squaredDistance(Planes image, int i, int j) {
        double d = 0;
        for (double[] channel : image.channels()) {
            double t = channel[i] - channel[j];
            d += t * t;
        }
        double dy = i / image.width() - j / image.width();
        double dx = i % image.width() - j % image.width();
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
