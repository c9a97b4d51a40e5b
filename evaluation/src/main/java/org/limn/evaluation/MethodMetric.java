package org.limn.evaluation;

import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.Model;

/** A metric that explains again: an altered image, or the same one by an altered model. */
public non-sealed interface MethodMetric extends Metric {
    /**
     * Judges a method by an image.
     *
     * @param explanation what the method says of the subject
     */
    Outcome score(Model model, Subject subject, Explainer method, Explanation explanation);
}
