package org.limn.segmentation.smoothing;

import java.util.List;
import org.limn.segmentation.Segmentation;
import org.limn.segmentation.pixel.Border;
import org.limn.segmentation.pixel.GaussianFilter;
import org.limn.segmentation.smoothing.SoftMasks.Patch;

/**
 * Each region's indicator blurred by a Gaussian. Wherever the border is not {@code CONSTANT}, the masks of a segmentation add up
 * to 1. The study that introduced this for any segmentation uses {@code σ = 70/√n} for n segments asked for, on 224×224 pixels,
 * which is 10 for 49, and SciPy's border {@code reflect}.
 *
 * @param sigma standard deviation in pixels; 0 leaves hard masks
 */
public record Gaussian(double sigma, Border border) implements Smoothing {
    public Gaussian {
        new GaussianFilter(sigma, border);
    }

    public Gaussian(double sigma) {
        this(sigma, Border.REFLECT);
    }

    public Gaussian() {
        this(10);
    }

    /** The study's choice for so many segments asked for. */
    public static Gaussian forSegments(int segments) {
        return new Gaussian(70 / Math.sqrt(segments));
    }

    @Override
    public SoftMasks smooth(Segmentation segmentation) {
        GaussianFilter filter = new GaussianFilter(sigma, border);
        // one pixel more than the kernel reaches: what the border repeats of a patch's edge is then 0
        List<Patch> hard = Hard.patches(segmentation.split(), filter.radius() + 1);
        return new SoftMasks(
                segmentation.height(),
                segmentation.width(),
                hard.stream().map(p -> blurred(p, filter)).toList());
    }

    private static Patch blurred(Patch hard, GaussianFilter filter) {
        double[] plane = hard.values().clone();
        filter.smooth(plane, hard.height(), hard.width());
        return new Patch(hard.top(), hard.left(), hard.height(), hard.width(), plane);
    }
}
