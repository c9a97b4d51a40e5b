package org.limn.attribution.perturbation;

import org.limn.autodiff.tensor.Tensor;
import org.limn.segmentation.Segmentation;

/** The mean color of the segment that a pixel belongs to stands for what is perturbed, as in LIME's package. */
public record SegmentMean() implements Perturber {
    /** Without segments: the image's mean. */
    @Override
    public Filling of(Tensor image) {
        return new Fill(Fill.Paint.IMAGE_MEAN).of(image);
    }

    @Override
    public Filling of(Tensor image, Segmentation regions) {
        int[] labels = regions.labels();
        int[] areas = regions.areas();
        float[] means = new float[image.data().length];
        for (int c = 0; c < means.length; c += labels.length) {
            double[] sums = new double[areas.length];
            for (int i = 0; i < labels.length; i++) {
                sums[labels[i]] += image.data()[c + i];
            }
            for (int i = 0; i < labels.length; i++) {
                means[c + i] = (float) (sums[labels[i]] / areas[labels[i]]);
            }
        }
        return Perturber.blend(image, sample -> means);
    }
}
