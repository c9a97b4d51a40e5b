package org.limn.evaluation.occlusion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;
import org.limn.attribution.Channels;
import org.limn.attribution.Cost;
import org.limn.attribution.Explanation;
import org.limn.attribution.ScoringModel;
import org.limn.autodiff.tensor.Tensor;
import org.limn.evaluation.Curve;
import org.limn.evaluation.Maps;
import org.limn.evaluation.ModelMetric;
import org.limn.evaluation.Order;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.Score;
import org.limn.evaluation.ScoreKind;
import org.limn.evaluation.Scores;
import org.limn.evaluation.Subject;
import org.limn.evaluation.TargetScores;

/**
 * Remove and debias: the mean score where shares of the pixels are filled in from their neighbors ({@link LinearImputation}) with
 * a little noise, most important first (MoRF) and least (LeRF). Filled in so, an image does not show by its holes which pixels were
 * removed.
 *
 * <p>Rong, Leemann, Borisov, Kasneci and Kasneci, "A consistent and efficient evaluation strategy for attribution methods", ICML
 * 2022, sections 4 and 5. There the score is an accuracy over a data set; here the target's score of one image.
 *
 * @param percentages shares of the pixels, in percent, above 0 and below 100
 * @param noise standard deviation of what is added to each filled-in value
 * @param channels how channels become one number per pixel
 * @param seed of the noise
 */
public record Road(List<Double> percentages, double noise, Channels channels, long seed) implements ModelMetric {
    public Road {
        percentages = List.copyOf(percentages);
        if (percentages.isEmpty() || !percentages.stream().allMatch(p -> p > 0 && p < 100)) {
            throw new IllegalArgumentException(
                    "road needs percentages above 0 and below 100, at least one, got " + percentages);
        }
        if (!(noise >= 0)) {
            throw new IllegalArgumentException("the noise of road is at least 0, got " + noise);
        }
    }

    public Road() {
        this(List.of(10.0, 20.0, 30.0, 40.0, 50.0, 70.0, 90.0), 0.01, Channels.SUM, 0);
    }

    @Override
    public List<ScoreKind> scores() {
        return List.of(new ScoreKind("morf", false, "score"), new ScoreKind("lerf", true, "score"));
    }

    @Override
    public Cost cost(Tensor image) {
        return new Cost(2L * percentages.size(), 0);
    }

    @Override
    public Outcome score(ScoringModel model, Subject subject, Explanation explanation) {
        int[] least = Order.ascending(Maps.of(explanation, channels));
        Map<String, Score> scores = new LinkedHashMap<>();
        scores.put("morf", score(model, subject, Order.reversed(least)));
        scores.put("lerf", score(model, subject, least));
        return new Scores(scores);
    }

    private Score score(ScoringModel model, Subject subject, int[] order) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<Tensor> images = new ArrayList<>();
        for (double percent : percentages) {
            boolean[] gone = new boolean[order.length];
            int removed = (int) Math.min(order.length - 1, Math.round(percent / 100 * order.length));
            for (int k = 0; k < removed; k++) {
                gone[order[k]] = true;
            }
            Tensor filled = LinearImputation.fill(subject.image(), gone);
            for (int i = 0; i < filled.data().length; i++) {
                filled.data()[i] += gone[i % gone.length] ? (float) (noise * random.nextGaussian()) : 0;
            }
            images.add(filled);
        }
        double[] x = percentages.stream().mapToDouble(p -> p / 100).toArray();
        double[] y = TargetScores.of(model, images, subject.target());
        return Score.of(DoubleStream.of(y).sum() / y.length, new Curve("share removed", "score", x, y));
    }
}
