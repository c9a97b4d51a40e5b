package org.limn.attribution.perturbation;

import java.util.Arrays;
import org.limn.autodiff.tensor.Tensor;

/** One color stands for what is perturbed. */
public record Fill(Paint color) implements Perturber {
    /** Colors of images in [0,1]. */
    public enum Paint {
        BLACK,
        /** 0.75. */
        GREY,
        WHITE,
        /** (0.485, 0.456, 0.406), the mean of ImageNet; 0.449 for images of other than three channels. */
        NETWORK_MEAN,
        IMAGE_MEAN,
        /** Of each channel. */
        IMAGE_MEDIAN
    }

    public Fill() {
        this(Paint.NETWORK_MEAN);
    }

    @Override
    public Filling of(Tensor image) {
        int channels = image.shape().dim(1);
        float[] fill =
                switch (color) {
                    case BLACK -> Perturber.color(image, 0);
                    case GREY -> Perturber.color(image, 0.75);
                    case WHITE -> Perturber.color(image, 1);
                    case NETWORK_MEAN ->
                        Perturber.color(
                                image, channels == 3 ? new double[] {0.485, 0.456, 0.406} : new double[] {0.449});
                    case IMAGE_MEAN -> Perturber.color(image, perChannel(image, false));
                    case IMAGE_MEDIAN -> Perturber.color(image, perChannel(image, true));
                };
        return Perturber.paint(image, sample -> fill);
    }

    private static double[] perChannel(Tensor image, boolean median) {
        double[] found = new double[image.shape().dim(1)];
        int plane = image.data().length / found.length;
        for (int c = 0; c < found.length; c++) {
            float[] channel = Arrays.copyOfRange(image.data(), c * plane, (c + 1) * plane);
            double sum = 0;
            for (float v : channel) {
                sum += v;
            }
            Arrays.sort(channel);
            found[c] = median ? ((double) channel[(plane - 1) / 2] + channel[plane / 2]) / 2 : sum / plane;
        }
        return found;
    }
}
