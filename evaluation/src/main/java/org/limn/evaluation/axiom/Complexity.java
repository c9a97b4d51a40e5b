package org.limn.evaluation.axiom;

import java.util.Arrays;
import java.util.List;
import org.limn.attribution.Channels;
import org.limn.attribution.Explanation;
import org.limn.evaluation.MapMetric;
import org.limn.evaluation.Maps;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.ScoreKind;
import org.limn.evaluation.Scores;
import org.limn.evaluation.Skipped;

/**
 * The entropy {@code −Σ_i p_i ln p_i} of the shares {@code p_i = |a_i|/Σ_j |a_j|}: 0 where one pixel has everything, ln n where all
 * are equal. A simple map need not be a right one.
 *
 * <p>Bhatt, Weller and Moura, "Evaluating and aggregating feature-based model explanations", IJCAI 2020, definition 4.
 *
 * @param channels how channels become one number per pixel
 */
public record Complexity(Channels channels) implements MapMetric {
    public Complexity() {
        this(Channels.SUM);
    }

    @Override
    public List<ScoreKind> scores() {
        return List.of(new ScoreKind("entropy", false, "nats"));
    }

    @Override
    public Outcome score(Explanation explanation) {
        double[] a =
                Arrays.stream(Maps.of(explanation, channels)).map(Math::abs).toArray();
        double sum = Arrays.stream(a).sum();
        return sum == 0
                ? new Skipped("the map is zero everywhere")
                : Scores.of(
                        "entropy",
                        0
                                - Arrays.stream(a)
                                        .filter(v -> v > 0)
                                        .map(v -> v / sum * Math.log(v / sum))
                                        .sum());
    }
}
