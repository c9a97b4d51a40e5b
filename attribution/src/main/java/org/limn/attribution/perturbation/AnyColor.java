package org.limn.attribution.perturbation;

import java.util.List;
import org.limn.autodiff.tensor.Tensor;

/**
 * A given color stands for what is perturbed.
 *
 * @param values a number per channel, or one for all, in the image's space
 */
public record AnyColor(List<Double> values) implements Perturber {
    public AnyColor {
        values = List.copyOf(values);
        if (values.isEmpty() || !values.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("a color has a finite number per channel, got " + values);
        }
    }

    public AnyColor() {
        this(List.of(0.5));
    }

    @Override
    public Filling of(Tensor image) {
        float[] fill = Perturber.color(
                image, values.stream().mapToDouble(Double::doubleValue).toArray());
        return Perturber.paint(image, sample -> fill);
    }
}
