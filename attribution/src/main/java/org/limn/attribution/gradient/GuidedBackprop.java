package org.limn.attribution.gradient;

import java.util.List;
import org.limn.attribution.Cost;
import org.limn.attribution.DifferentiableModel;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.Question;
import org.limn.attribution.ScoringModel;
import org.limn.autodiff.tensor.Tensor;

/**
 * Guided backpropagation: the gradient, but ReLU passes back only what is positive, where its input was. Sharp, and known to show
 * the image more than the class (Nie, Zhang and Patel, ICML 2018). A network without ReLU gives its plain gradient.
 *
 * <p>Springenberg, Dosovitskiy, Brox and Riedmiller, "Striving for simplicity: the all convolutional net", 2014, section 3.4,
 * https://arxiv.org/abs/1412.6806.
 */
public record GuidedBackprop() implements Explainer {
    @Override
    public List<Explanation> explain(ScoringModel model, List<Question> questions) {
        return Gradients.explanations(
                this, DifferentiableModel.of(model, name()).with(Rectifier.GUIDED), questions);
    }

    @Override
    public Cost cost(Tensor image) {
        return new Cost(0, 1);
    }
}
