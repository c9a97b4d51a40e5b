package org.limn.attribution.gradient;

import java.util.ArrayList;
import java.util.List;
import org.limn.attribution.Cost;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.Images;
import org.limn.attribution.Model;
import org.limn.attribution.Question;
import org.limn.attribution.ScoringModel;
import org.limn.autodiff.tensor.Tensor;

/**
 * The gradient {@code ∂F/∂x}: how the score moves with each element of the image, in units of score per unit of the model's
 * space.
 *
 * <p>Simonyan, Vedaldi and Zisserman, "Deep inside convolutional networks", 2013, section 3, https://arxiv.org/abs/1312.6034.
 */
public record Gradients() implements Explainer {
    @Override
    public List<Explanation> explain(ScoringModel model, List<Question> questions) {
        return explanations(this, Model.of(model, name()), questions);
    }

    @Override
    public Cost cost(Tensor image) {
        return new Cost(0, 1);
    }

    /** The gradients of a model for several questions, as explanations of a method. */
    static List<Explanation> explanations(Explainer method, Model model, List<Question> questions) {
        List<Explanation> all = new ArrayList<>();
        for (int from = 0; from < questions.size(); from += model.batch()) {
            List<Question> some = questions.subList(from, Math.min(questions.size(), from + model.batch()));
            Tensor images = Images.concat(some.stream().map(Question::image).toList());
            Tensor gradients = model.gradients(
                    images, some.stream().mapToInt(Question::target).toArray());
            for (int i = 0; i < some.size(); i++) {
                all.add(Explanation.of(method, model, some.get(i), gradients.at(i)));
            }
        }
        return all;
    }
}
