package org.limn.attribution.gradient;

import java.util.List;
import java.util.stream.IntStream;
import org.limn.attribution.Batches;
import org.limn.attribution.Cost;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
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
        return Batches.each(questions, model.batch(), some -> {
            Tensor gradients = model.gradients(Question.images(some), Question.targets(some));
            return IntStream.range(0, some.size())
                    .mapToObj(n -> Explanation.of(method, model, some.get(n), gradients.at(n)))
                    .toList();
        });
    }
}
