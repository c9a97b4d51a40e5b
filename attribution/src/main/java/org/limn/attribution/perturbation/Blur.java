package org.limn.attribution.perturbation;

import org.limn.autodiff.tensor.Tensor;
import org.limn.segmentation.pixel.Border;
import org.limn.segmentation.pixel.GaussianFilter;

/**
 * The blurred image stands for what is perturbed; beyond its edge the edge pixels go on.
 *
 * @param sigma of the Gaussian, in pixels
 */
public record Blur(double sigma) implements Perturber {
    public Blur {
        new GaussianFilter(sigma, Border.NEAREST);
    }

    public Blur() {
        this(10);
    }

    @Override
    public Filling of(Tensor image) {
        float[] blurred = new GaussianFilter(sigma, Border.NEAREST).apply(image).data();
        return Perturber.blend(image, sample -> blurred);
    }
}
