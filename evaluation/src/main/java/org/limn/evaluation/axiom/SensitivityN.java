package org.limn.evaluation.axiom;

import java.util.ArrayList;
import java.util.List;
import org.limn.attribution.Baseline;
import org.limn.attribution.Channels;
import org.limn.attribution.Cost;
import org.limn.attribution.Explanation;
import org.limn.attribution.ScoringModel;
import org.limn.autodiff.tensor.Tensor;
import org.limn.evaluation.Curve;
import org.limn.evaluation.Maps;
import org.limn.evaluation.ModelMetric;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.Score;
import org.limn.evaluation.ScoreKind;
import org.limn.evaluation.Scores;
import org.limn.evaluation.Skipped;
import org.limn.evaluation.Subject;
import org.limn.evaluation.sanity.Similarity;

/**
 * Sensitivity-n: Pearson's correlation of {@code Σ_{i∈S} a_i} with {@code F(x) − F(x without S)} over random sets S of n pixels, for
 * each of several n; the score is the mean over n. Sizes at which it is not defined are left out.
 *
 * <p>Ancona, Ceolini, Öztireli and Gross, "Towards better understanding of gradient-based attribution methods for deep neural
 * networks", ICLR 2018, section 3.
 *
 * @param percentages n as shares of the pixels, in percent
 * @param sets how many for each n
 * @param fill what removed pixels become
 * @param channels how channels become one number per pixel
 * @param seed of the sets
 */
public record SensitivityN(List<Double> percentages, int sets, Baseline fill, Channels channels, long seed)
        implements ModelMetric {
    public SensitivityN {
        percentages = List.copyOf(percentages);
        if (percentages.isEmpty() || !percentages.stream().allMatch(p -> p > 0 && p < 100) || sets < 2) {
            throw new IllegalArgumentException(
                    "sensitivity-n needs percentages above 0 and below 100 and at least 2 sets, got " + percentages
                            + " and " + sets);
        }
    }

    public SensitivityN() {
        this(List.of(1.0, 5.0, 10.0, 20.0, 40.0, 80.0), 100, Baseline.BLACK, Channels.SUM, 0);
    }

    @Override
    public List<ScoreKind> scores() {
        return List.of(new ScoreKind("correlation", true, ""));
    }

    @Override
    public Cost cost(Tensor image) {
        return new Cost(percentages.size() * (sets + 1L), 0);
    }

    @Override
    public Outcome score(ScoringModel model, Subject subject, Explanation explanation) {
        double[] map = Maps.of(explanation, channels);
        List<Double> x = new ArrayList<>(), y = new ArrayList<>();
        for (double percent : percentages) {
            int size = (int) Math.max(1, Math.round(percent / 100 * map.length));
            PixelSubsets found = PixelSubsets.of(model, subject, map, size, sets, fill, seed);
            double correlation = Similarity.pearson(found.attributions(), found.dropsInScore());
            if (!Double.isNaN(correlation)) {
                x.add(percent / 100);
                y.add(correlation);
            }
        }
        if (x.isEmpty()) {
            return new Skipped(
                    "at every size all sets of pixels have the same attribution, or take as much off the score");
        }
        double[] shares = x.stream().mapToDouble(v -> v).toArray();
        double[] correlations = y.stream().mapToDouble(v -> v).toArray();
        double mean = y.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
        return new Scores(java.util.Map.of(
                "correlation", Score.of(mean, new Curve("share of the pixels", "correlation", shares, correlations))));
    }
}
