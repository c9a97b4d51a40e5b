package org.limn.segmentation;

import java.util.Arrays;
import org.limn.autodiff.tensor.Tensor;
import org.limn.segmentation.pixel.Border;
import org.limn.segmentation.pixel.GaussianFilter;
import org.limn.segmentation.pixel.Lab;

/**
 * Superpixels by k-means in colour and position, each centre looking only at pixels near it: a pixel goes to the centre with the
 * least {@code |Δcolour|²/compactness² + |Δposition|²/step²}, step the spacing of the grid on which the centres start.
 *
 * <p>Achanta et al., "SLIC Superpixels Compared to State-of-the-art Superpixel Methods", IEEE PAMI 34(11), 2012; details are
 * scikit-image's: the image is scaled to [0,1] by its own minimum and maximum, three channels become CIELAB (other numbers of
 * channels stay as they are, alpha being one of them), centres start with colour 0, ties go to the earlier centre.
 *
 * @param segments regions asked for; a grid that fits the image and {@code connected} make it somewhat other
 * @param compactness colour distance (in CIELAB units) that weighs as much as one step; larger gives squarer regions
 * @param iterations rounds of assignment and re-centring, at least 1
 * @param sigma standard deviation of a Gaussian smoothing of the colours before, in pixels
 * @param connected whether regions are made connected: parts under half the usual size go to a neighbour, parts over three times
 *     that size are cut
 * @param zero SLIC-zero: colours are weighed by the greatest distance met in each region, compactness only at the start
 */
public record Slic(int segments, double compactness, int iterations, double sigma, boolean connected, boolean zero)
        implements Segmenter {
    /** What it takes at its peak, in bytes per pixel and channel, per pixel besides, and per centre. */
    private static final long PER_CHANNEL = 16;

    private static final long BESIDES = 78;
    private static final long PER_CENTRE = 140;

    public Slic {
        if (segments < 1 || iterations < 1 || !(compactness > 0) || Double.isInfinite(compactness)) {
            throw new IllegalArgumentException(
                    "SLIC needs segments and iterations of at least 1 and a compactness above 0, got " + segments + ", "
                            + iterations + " and " + compactness);
        }
        new GaussianFilter(sigma, Border.REFLECT);
    }

    public Slic() {
        this(100, 10, 10, 0, true, false);
    }

    @Override
    public Segmentation segment(Tensor image) {
        Planes planes = Planes.of(image, PER_CHANNEL, BESIDES);
        int height = planes.height();
        int width = planes.width();
        SeedGrid seeds = SeedGrid.of(height, width, segments);
        Heap.ofThisJvm()
                .require(height, width, PER_CHANNEL * planes.channels().length + BESIDES, PER_CENTRE * seeds.count());
        Strips strips = new Strips(height, width);
        SlicClusters clusters = new SlicClusters(strips, features(planes, strips), seeds, zero);
        int[] labels = clusters.settle(iterations);
        if (connected) {
            int size = height * width;
            labels = SlicConnectivity.connect(
                    labels, height, width, (int) (0.5 * size / seeds.count()), (int) (3.0 * size / seeds.count()));
        }
        return Segmentation.of(height, width, labels);
    }

    /** What distances are measured in: colours, scaled, converted, smoothed and divided by the compactness. */
    private double[][][] features(Planes image, Strips strips) {
        double low = image.least();
        double span = image.greatest() > low ? image.greatest() - low : 1;
        double[][] channels = image.channels();
        for (double[] channel : channels) {
            scale(channel, low, span);
        }
        double[][] colours = channels.length == 3 ? Lab.fromRgb(channels) : atLeastThree(channels);
        GaussianFilter filter = new GaussianFilter(sigma, Border.REFLECT);
        double[][][] features = new double[colours.length][][];
        for (int c = 0; c < colours.length; c++) {
            double[] smooth = filter.apply(colours[c], image.height(), image.width());
            multiply(smooth, 1 / compactness);
            features[c] = strips.arrange(smooth);
        }
        return features;
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
