package org.limn.evaluation;

import org.limn.attribution.Explanation;

/** A metric that compares an explanation with where the object is; without a truth there is nothing to ask it. */
public non-sealed interface TruthMetric extends Metric {
    Outcome score(Explanation explanation, Truth truth);
}
