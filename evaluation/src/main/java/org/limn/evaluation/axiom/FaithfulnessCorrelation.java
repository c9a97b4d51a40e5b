package org.limn.evaluation.axiom;

import java.util.List;
import org.limn.attribution.Baseline;
import org.limn.attribution.Channels;
import org.limn.attribution.Cost;
import org.limn.attribution.Explanation;
import org.limn.attribution.ScoringModel;
import org.limn.autodiff.tensor.Tensor;
import org.limn.evaluation.Maps;
import org.limn.evaluation.ModelMetric;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.ScoreKind;
import org.limn.evaluation.Scores;
import org.limn.evaluation.Skipped;
import org.limn.evaluation.Subject;
import org.limn.evaluation.sanity.Similarity;

/**
 * Pearson's correlation, over random sets S of pixels of one size, of {@code Σ_{i∈S} a_i} with {@code F(x) − F(x without S)}.
 *
 * <p>Bhatt, Weller and Moura, "Evaluating and aggregating feature-based model explanations", IJCAI 2020, definition 3.
 *
 * @param size pixels per set
 * @param sets how many
 * @param fill what removed pixels become
 * @param channels how channels become one number per pixel
 * @param seed of the sets
 */
public record FaithfulnessCorrelation(int size, int sets, Baseline fill, Channels channels, long seed)
        implements ModelMetric {
    public FaithfulnessCorrelation {
        if (size < 1 || sets < 2) {
            throw new IllegalArgumentException(
                    "faithfulness correlation needs a size of at least 1 and at least 2 sets, got " + size + " and "
                            + sets);
        }
    }

    public FaithfulnessCorrelation() {
        this(224, 100, Baseline.BLACK, Channels.SUM, 0);
    }

    @Override
    public List<ScoreKind> scores() {
        return List.of(new ScoreKind("correlation", true, ""));
    }

    @Override
    public Cost cost(Tensor image) {
        return new Cost(sets + 1L, 0);
    }

    @Override
    public Outcome score(ScoringModel model, Subject subject, Explanation explanation) {
        PixelSubsets found = PixelSubsets.of(model, subject, Maps.of(explanation, channels), size, sets, fill, seed);
        double correlation = Similarity.pearson(found.attributions(), found.dropsInScore());
        return Double.isNaN(correlation)
                ? new Skipped("every set of pixels has the same attribution, or takes as much off the score")
                : Scores.of("correlation", correlation);
    }
}
