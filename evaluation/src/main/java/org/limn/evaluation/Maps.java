package org.limn.evaluation;

import java.util.Arrays;
import org.limn.attribution.Channels;
import org.limn.attribution.Explanation;

/** The number per pixel that metrics order and compare. */
public final class Maps {
    private Maps() {}

    /**
     * An explanation's heatmap, row-major, in float64. Where segments have values it is the map as it was computed: rounded to float32
     * it would have ties by the thousand.
     */
    public static double[] of(Explanation explanation, Channels channels) {
        return explanation
                .segments()
                .map(s -> s.map().data().clone())
                .map(map -> channels == Channels.ABS_SUM
                        ? Arrays.stream(map).map(Math::abs).toArray()
                        : map)
                .orElseGet(() -> explanation.heatmap(channels).widen().data());
    }
}
