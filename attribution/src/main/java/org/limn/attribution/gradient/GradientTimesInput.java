package org.limn.attribution.gradient;

import java.util.List;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.Model;
import org.limn.attribution.Question;
import org.limn.autodiff.tensor.Tensor;

/**
 * {@code x ⊙ ∂F/∂x}: what the image adds to the score where the model is linear and 0 means nothing.
 *
 * <p>Shrikumar, Greenside, Shcherbina and Kundaje, "Not just a black box", 2016, https://arxiv.org/abs/1605.01713.
 */
public record GradientTimesInput() implements Explainer {
    @Override
    public Explanation explain(Model model, Tensor image, int target) {
        Question question = new Question(image, target);
        Tensor gradient =
                model.explain(new Gradients(), List.of(question)).get(0).attribution();
        float[] product = new float[image.data().length];
        for (int i = 0; i < product.length; i++) {
            product[i] = image.data()[i] * gradient.data()[i];
        }
        return Explanation.of(this, model, question, Tensor.of(gradient.shape(), product));
    }
}
