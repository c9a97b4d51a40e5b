package org.limn.evaluation.sanity;

import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.limn.attribution.Cost;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.ExplanationException;
import org.limn.attribution.Model;
import org.limn.autodiff.tensor.Tensor;
import org.limn.evaluation.MethodMetric;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.ScoreKind;
import org.limn.evaluation.Skipped;
import org.limn.evaluation.Subject;

/**
 * How alike the map of another class, drawn from all others, is to that of the target: a method whose maps are alike does not
 * explain the class.
 *
 * <p>Sixt, Granz and Landgraf, "When explanations lie: why many modified BP attributions fail", ICML 2020, section 4.
 *
 * @param seed of the class
 */
public record RandomLogit(long seed) implements MethodMetric {
    public RandomLogit() {
        this(0);
    }

    @Override
    public List<ScoreKind> scores() {
        return Likeness.kinds();
    }

    @Override
    public Cost cost(Model model, Explainer method, Tensor image) {
        return method.cost(image).plus(new Cost(1, 0)); // the score tells how many classes there are
    }

    @Override
    public Outcome score(Model model, Subject subject, Explainer method, Explanation explanation) {
        Tensor scores = model.scores(subject.image());
        int classes = scores.shape().dim(1);
        if (classes < 2) {
            return new Skipped("the model has one class, there is no other to explain");
        }
        int drawn = RandomGeneratorFactory.of("L64X128MixRandom").create(seed).nextInt(classes - 1);
        int other = drawn < subject.target() ? drawn : drawn + 1;
        try {
            return Likeness.mean(explanation, List.of(method.explain(model, subject.image(), other)), "");
        } catch (ExplanationException e) {
            return new Skipped(String.valueOf(e.getMessage()));
        }
    }
}
