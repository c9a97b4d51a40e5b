package org.limn.attribution.gradient;

import java.util.ArrayList;
import java.util.List;
import org.limn.attribution.CachingModel;
import org.limn.attribution.Cost;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.Model;
import org.limn.attribution.Question;
import org.limn.attribution.ScoringModel;
import org.limn.autodiff.tensor.Tensor;

/**
 * {@code x ⊙ ∂F/∂x}: what the image adds to the score where the model is linear and 0 means nothing.
 *
 * <p>Shrikumar, Greenside, Shcherbina and Kundaje, "Not just a black box", 2016, https://arxiv.org/abs/1605.01713.
 */
public record GradientTimesInput() implements Explainer {
    @Override
    public List<Explanation> explain(ScoringModel model, List<Question> questions) {
        Model differentiable = Model.of(model, name());
        List<Explanation> gradients = CachingModel.explain(new Gradients(), differentiable, questions);
        List<Explanation> all = new ArrayList<>();
        for (int n = 0; n < questions.size(); n++) {
            float[] image = questions.get(n).image().data();
            Tensor gradient = gradients.get(n).attribution();
            float[] product = new float[image.length];
            for (int i = 0; i < product.length; i++) {
                product[i] = image[i] * gradient.data()[i];
            }
            all.add(Explanation.of(this, model, questions.get(n), Tensor.of(gradient.shape(), product)));
        }
        return all;
    }

    @Override
    public Cost cost(Tensor image) {
        return new Gradients().cost(image);
    }
}
