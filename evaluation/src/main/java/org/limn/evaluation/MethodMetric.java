package org.limn.evaluation;

import org.limn.attribution.Cost;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.Model;
import org.limn.autodiff.tensor.Tensor;

/** A metric that explains again: an altered image, or the same one by an altered model. */
public non-sealed interface MethodMetric extends Metric {
    /**
     * Judges a method by an image.
     *
     * @param explanation what the method says of the subject
     */
    Outcome score(Model model, Subject subject, Explainer method, Explanation explanation);

    /** What judging a method by an image, f32[1,C,H,W], costs at most: explaining again is most of it. */
    Cost cost(Model model, Explainer method, Tensor image);
}
