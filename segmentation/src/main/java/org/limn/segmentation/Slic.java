package org.limn.segmentation;

import java.util.Arrays;
import org.limn.autodiff.tensor.Tensor;
import org.limn.segmentation.pixel.Border;
import org.limn.segmentation.pixel.GaussianFilter;
import org.limn.segmentation.pixel.Lab;

/**
 * Superpixels by k-means in color and position, each centre looking only at pixels near it: a pixel goes to the centre with the
 * least {@code |Δcolor|²/compactness² + |Δposition|²/step²}, step the spacing of the grid on which the centres start.
 *
 * <p>Achanta et al., "SLIC Superpixels Compared to State-of-the-art Superpixel Methods", IEEE PAMI 34(11), 2012; details are
 * scikit-image's: the image is scaled to [0,1] by its own minimum and maximum, three channels become CIELAB (other numbers of
 * channels stay as they are, alpha being one of them), centres start with color 0, ties go to the earlier centre.
 *
 * @param segments regions asked for; a grid that fits the image and {@code connected} make it somewhat other
 * @param compactness color distance (in CIELAB units) that weighs as much as one step; larger gives squarer regions
 * @param iterations rounds of assignment and re-centring, at least 1
 * @param sigma standard deviation of a Gaussian smoothing of the colors before, in pixels
 * @param connected whether regions are made connected: parts under half the usual size go to a neighbour, parts over three times
 *     that size are cut
 * @param zero SLIC-zero: colors are weighed by the greatest distance met in each region, compactness only at the start
 * @param single computes in float32, as scikit-image does where the image is float32; slower here, for comparing with such results
 */
public record Slic(
        int segments, double compactness, int iterations, double sigma, boolean connected, boolean zero, boolean single)
        implements Segmenter {
    /** What it takes at its peak, in bytes per pixel and channel, per pixel besides, and per centre. */
    private static final long PER_CHANNEL = 17;

    private static final long BESIDES = 25;
    private static final long PER_CENTRE = 150;

    public Slic {
        if (segments < 1 || iterations < 1 || !(compactness > 0) || Double.isInfinite(compactness)) {
            throw new IllegalArgumentException(
                    "SLIC needs segments and iterations of at least 1 and a compactness above 0, got " + segments + ", "
                            + iterations + " and " + compactness);
        }
        new GaussianFilter(sigma, Border.REFLECT);
    }

    /** In float64. */
    public Slic(int segments, double compactness, int iterations, double sigma, boolean connected, boolean zero) {
        this(segments, compactness, iterations, sigma, connected, zero, false);
    }

    public Slic() {
        this(100, 10, 10, 0, true, false);
    }

    @Override
    public Segmentation segment(Tensor image) {
        // nested, so that what each step leaves is garbage in the next
        Segmentation clusters = single
                ? inSingle(Planes.of(image, PER_CHANNEL, BESIDES))
                : clusters(features(colors(Planes.of(image, PER_CHANNEL, BESIDES))));
        return connected ? connect(clusters) : clusters;
    }

    /** Colors are smoothed in float64 and rounded once. */
    private Segmentation inSingle(Planes image) {
        int height = image.height();
        int width = image.width();
        GaussianFilter filter = new GaussianFilter(sigma, Border.REFLECT);
        float[][] features = SingleSlic.colors(image);
        for (float[] plane : features) {
            double[] smooth = new double[plane.length];
            Arrays.setAll(smooth, i -> plane[i]);
            filter.smooth(smooth, height, width);
            for (int i = 0; i < plane.length; i++) {
                plane[i] = (float) smooth[i] * (float) (1 / compactness);
            }
        }
        SeedGrid seeds = SeedGrid.of(height, width, segments);
        return Segmentation.of(height, width, SingleSlic.settle(features, height, width, seeds, iterations, zero));
    }

    /** Scaled, and converted if there are three channels. */
    private static Planes colors(Planes image) {
        double low = image.least();
        double span = image.greatest() > low ? image.greatest() - low : 1;
        double[][] channels = image.channels();
        for (double[] channel : channels) {
            scale(channel, low, span);
        }
        return new Planes(
                image.height(), image.width(), channels.length == 3 ? Lab.fromRgb(channels) : atLeastThree(channels));
    }

    /** What distances are measured in: colors smoothed and divided by the compactness. Takes the place of the colors. */
    private Planes features(Planes colors) {
        GaussianFilter filter = new GaussianFilter(sigma, Border.REFLECT);
        for (double[] channel : colors.channels()) {
            filter.smooth(channel, colors.height(), colors.width());
            multiply(channel, 1 / compactness);
        }
        return colors;
    }

    private Segmentation clusters(Planes features) {
        int height = features.height();
        int width = features.width();
        SeedGrid seeds = SeedGrid.of(height, width, segments);
        HeapBudget.ofThisJvm()
                .require(height, width, PER_CHANNEL * features.channels().length + BESIDES, PER_CENTRE * seeds.count());
        SlicClusters clusters = new SlicClusters(new Strips(height, width), features.channels(), seeds, zero);
        return Segmentation.of(height, width, clusters.settle(iterations));
    }

    private Segmentation connect(Segmentation clusters) {
        int height = clusters.height();
        int width = clusters.width();
        double usual =
                (double) height * width / SeedGrid.of(height, width, segments).count();
        return Segmentation.of(
                height, width, SlicConnectivity.connect(clusters.labels(), height, width, (int) (0.5 * usual), (int)
                        (3.0 * usual)));
    }

    private static void scale(double[] values, double low, double span) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] - low) / span;
        }
    }

    private static void multiply(double[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }

    /** Grey gets two channels of zeros, which change no distance. */
    private static double[][] atLeastThree(double[][] channels) {
        double[][] padded = Arrays.copyOf(channels, Math.max(3, channels.length));
        for (int c = channels.length; c < padded.length; c++) {
            padded[c] = new double[channels[0].length];
        }
        return padded;
    }
}
