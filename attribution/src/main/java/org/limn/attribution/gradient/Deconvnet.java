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
 * Deconvnet: the gradient, but ReLU passes back what is positive, whatever its input was. A network without ReLU gives its plain
 * gradient.
 *
 * <p>Zeiler and Fergus, "Visualizing and understanding convolutional networks", ECCV 2014, section 2.1,
 * https://arxiv.org/abs/1311.2901.
 */
public record Deconvnet() implements Explainer {
    @Override
    public List<Explanation> explain(ScoringModel model, List<Question> questions) {
        return Gradients.explanations(
                this, DifferentiableModel.of(model, name()).with(Rectifier.DECONVNET), questions);
    }

    @Override
    public Cost cost(Tensor image) {
        return new Cost(0, 1);
    }
}
