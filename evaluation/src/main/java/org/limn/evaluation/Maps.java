package org.limn.evaluation;

import org.limn.attribution.Channels;
import org.limn.attribution.Explanation;

/** The number per pixel that metrics order and compare. */
public final class Maps {
    private Maps() {}

    /** An explanation's heatmap, row-major, in float64. */
    public static double[] of(Explanation explanation, Channels channels) {
        return explanation.heatmap(channels).widen().data();
    }
}
