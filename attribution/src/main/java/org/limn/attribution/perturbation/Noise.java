package org.limn.attribution.perturbation;

import java.util.random.RandomGenerator;
import org.limn.autodiff.tensor.Tensor;

/**
 * The image with Gaussian noise, cut to [0,1], stands for what is perturbed; new noise for each sample.
 *
 * @param deviation of the noise
 */
public record Noise(double deviation, long seed) implements Perturber {
    public Noise {
        if (!(deviation >= 0 && Double.isFinite(deviation))) {
            throw new IllegalArgumentException("noise has a finite deviation from 0 on, got " + deviation);
        }
    }

    public Noise() {
        this(0.5, 0);
    }

    @Override
    public Filling of(Tensor image) {
        return Perturber.blend(image, sample -> {
            RandomGenerator random = RandomColor.generator(seed, sample);
            float[] noisy = image.data().clone();
            for (int i = 0; i < noisy.length; i++) {
                noisy[i] = (float) Math.max(0, Math.min(1, noisy[i] + deviation * random.nextGaussian()));
            }
            return noisy;
        });
    }
}
