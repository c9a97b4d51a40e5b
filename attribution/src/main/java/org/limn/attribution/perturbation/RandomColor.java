package org.limn.attribution.perturbation;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.limn.autodiff.tensor.Tensor;

/**
 * A random color stands for what is perturbed.
 *
 * @param source uniform in [0,1], or the color of a random pixel of the image
 * @param per how often one is drawn
 */
public record RandomColor(Source source, Per per, long seed) implements Perturber {
    /** Where colors come from. */
    public enum Source {
        UNIFORM,
        PIXEL
    }

    /** How often a color is drawn. */
    public enum Per {
        IMAGE,
        SAMPLE,
        PIXEL
    }

    public RandomColor() {
        this(Source.UNIFORM, Per.SAMPLE, 0);
    }

    /** A generator for one sample, the same whatever was drawn for others. */
    static RandomGenerator generator(long seed, long sample) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed + 0x9E3779B97F4A7C15L * (sample + 1));
    }

    @Override
    public Filling of(Tensor image) {
        if (per == Per.IMAGE) {
            float[] one = Perturber.color(image, draw(image, generator(seed, 0)));
            return Perturber.paint(image, sample -> one);
        } else if (per == Per.SAMPLE) {
            return Perturber.paint(image, sample -> Perturber.color(image, draw(image, generator(seed, sample))));
        }
        return Perturber.blend(image, sample -> {
            RandomGenerator random = generator(seed, sample);
            float[] all = new float[image.data().length];
            int plane = all.length / image.shape().dim(1);
            for (int i = 0; i < plane; i++) {
                double[] color = draw(image, random);
                for (int c = 0; c < color.length; c++) {
                    all[c * plane + i] = (float) color[c];
                }
            }
            return all;
        });
    }

    private double[] draw(Tensor image, RandomGenerator random) {
        double[] color = new double[image.shape().dim(1)];
        int plane = image.data().length / color.length;
        int pixel = source == Source.PIXEL ? random.nextInt(plane) : 0;
        for (int c = 0; c < color.length; c++) {
            color[c] = source == Source.PIXEL ? image.data()[c * plane + pixel] : random.nextDouble();
        }
        return color;
    }
}
