package org.limn.evaluation.occlusion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.limn.attribution.Baseline;
import org.limn.attribution.Channels;
import org.limn.attribution.Cost;
import org.limn.attribution.Explanation;
import org.limn.attribution.ScoringModel;
import org.limn.autodiff.tensor.Tensor;
import org.limn.evaluation.Maps;
import org.limn.evaluation.ModelMetric;
import org.limn.evaluation.Order;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.Score;
import org.limn.evaluation.ScoreKind;
import org.limn.evaluation.Scores;
import org.limn.evaluation.Skipped;
import org.limn.evaluation.Subject;
import org.limn.evaluation.TargetScores;

/**
 * LIF, MIF and SRG: the mean score while pixels are removed, least and most important first, and the difference; see
 * {@link RemovalCurves}. Images with pixels removed are unlike those that networks were trained on: a low score may be the hole's
 * doing, not the missing pixels'.
 *
 * @param steps n images per curve, the untouched and the wholly removed one included
 * @param fill what removed pixels become, in the space of the image
 * @param normalized whether each curve is scaled to end at 0 and begin at 1; there is no score then where the image's and the
 *     removed image's agree
 * @param channels how channels become one number per pixel
 */
public record OcclusionCurves(int steps, Baseline fill, boolean normalized, Channels channels) implements ModelMetric {
    public OcclusionCurves {
        if (steps < 2) {
            throw new IllegalArgumentException("occlusion curves need at least 2 steps, got " + steps);
        }
    }

    public OcclusionCurves() {
        this(10, new Baseline.Constant(0.5f), false, Channels.SUM);
    }

    @Override
    public List<ScoreKind> scores() {
        String unit = normalized ? "share of the score" : "score";
        return List.of(
                new ScoreKind("lif", true, unit), new ScoreKind("mif", false, unit), new ScoreKind("srg", true, unit));
    }

    @Override
    public Cost cost(Tensor image) {
        return new Cost(2L * steps - 2, 0);
    }

    @Override
    public Outcome score(ScoringModel model, Subject subject, Explanation explanation) {
        Tensor image = subject.image(), other = Removed.only(fill, image);
        int[] order = Order.ascending(Maps.of(explanation, channels));
        RemovalCurves curves = RemovalCurves.of(
                order,
                steps,
                gone -> Removed.pixels(image, other, gone),
                images -> TargetScores.of(model, images, subject.target()));
        double[] y = curves.lifCurve().y();
        if (normalized && y[0] == y[y.length - 1]) {
            return new Skipped("the image and the wholly removed one both score " + y[0] + ", nothing to scale by");
        }
        RemovalCurves its = normalized ? curves.normalized() : curves;
        Map<String, Score> scores = new LinkedHashMap<>();
        scores.put("lif", Score.of(its.lif(), its.lifCurve()));
        scores.put("mif", Score.of(its.mif(), its.mifCurve()));
        scores.put("srg", Score.of(its.srg()));
        return new Scores(scores);
    }
}
