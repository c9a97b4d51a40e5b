package org.limn.evaluation;

import org.limn.attribution.Explanation;
import org.limn.attribution.ScoringModel;

/** A metric that asks the model about altered images. */
public non-sealed interface ModelMetric extends Metric {
    Outcome score(ScoringModel model, Subject subject, Explanation explanation);
}
