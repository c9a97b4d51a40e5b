package org.limn.evaluation;

import org.limn.attribution.Explanation;

/** A metric that needs nothing but the explanation, such as how sparse it is. */
public non-sealed interface MapMetric extends Metric {
    Outcome score(Explanation explanation);
}
