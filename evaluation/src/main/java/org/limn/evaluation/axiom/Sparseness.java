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
 * The Gini index of the magnitudes {@code a_1 ≤ … ≤ a_n}: {@code Σ_i (2i − n − 1) a_i / (n Σ_i a_i)}, 0 where all are equal and
 * nearly 1 where one pixel has everything. A sparse map need not be a right one.
 *
 * <p>Chalasani et al., "Concise explanations of neural networks using adversarial training", ICML 2020, section 6.
 *
 * @param channels how channels become one number per pixel
 */
public record Sparseness(Channels channels) implements MapMetric {
    public Sparseness() {
        this(Channels.SUM);
    }

    @Override
    public List<ScoreKind> scores() {
        return List.of(new ScoreKind("gini", true, ""));
    }

    @Override
    public Outcome score(Explanation explanation) {
        double[] a = Arrays.stream(Maps.of(explanation, channels))
                .map(Math::abs)
                .sorted()
                .toArray();
        double weighted = 0, sum = 0;
        for (int i = 0; i < a.length; i++) {
            weighted += (2.0 * i - a.length + 1) * a[i];
            sum += a[i];
        }
        return sum == 0 ? new Skipped("the map is zero everywhere") : Scores.of("gini", weighted / (a.length * sum));
    }
}
