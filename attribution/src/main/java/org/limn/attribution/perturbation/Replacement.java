package org.limn.attribution.perturbation;

import java.util.List;
import org.limn.autodiff.tensor.Tensor;

/**
 * Another image stands for what is perturbed; of several, each in turn: sample n gets number n mod count.
 *
 * @param images f32[1,C,H,W], of the size of what they are put into
 */
public record Replacement(List<Tensor> images) implements Perturber {
    public Replacement {
        images = List.copyOf(images);
        if (images.isEmpty()) {
            throw new IllegalArgumentException("a replacement needs at least one image");
        }
    }

    @Override
    public Filling of(Tensor image) {
        for (Tensor other : images) {
            if (!other.shape().equals(image.shape())) {
                throw new IllegalArgumentException("a replacement must have the size of the image, f32" + image.shape()
                        + ", got f32" + other.shape());
            }
        }
        return Perturber.blend(
                image, sample -> images.get((int) (sample % images.size())).data());
    }
}
