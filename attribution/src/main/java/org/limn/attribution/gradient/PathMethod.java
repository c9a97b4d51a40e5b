package org.limn.attribution.gradient;

import java.util.List;
import org.limn.attribution.Batches;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.Model;
import org.limn.attribution.Question;
import org.limn.attribution.ScoringModel;
import org.limn.autodiff.tensor.Tensor;

/**
 * A method that integrates the gradient along ways from baselines to the image: {@code attribution_i = ∫ ∂F/∂x_i dγ_i}, the mean
 * over its ways. Sums are float64, way by way; the gap to {@code F(x) − F(x')} is always reported.
 *
 * <p>Friedman, "Paths and consistency in additive cost sharing", 2004, shows that these are the methods that are complete and
 * linear.
 */
public interface PathMethod extends Explainer {
    /** The ways to walk for an image f32[1,C,H,W]. */
    List<Walk> walks(Tensor image);

    /** Whether each step starts where its gradient is taken, so that the scores there cut the way, as {@link Idgi} needs. */
    default boolean stepsFromPoints() {
        return true;
    }

    /** Questions share batches; as many are open at once as the model's batch has images. */
    @Override
    default List<Explanation> explain(ScoringModel model, List<Question> questions) {
        Model differentiable = Model.of(model, name());
        return Batches.each(
                questions, model.batch(), some -> new PathIntegration(this, differentiable, some).explanations());
    }
}
