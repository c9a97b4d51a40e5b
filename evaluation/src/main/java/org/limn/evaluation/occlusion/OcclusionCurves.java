package org.limn.evaluation.occlusion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.limn.attribution.Batches;
import org.limn.attribution.Channels;
import org.limn.attribution.Cost;
import org.limn.attribution.Explanation;
import org.limn.attribution.ScoringModel;
import org.limn.attribution.perturbation.AnyColor;
import org.limn.attribution.perturbation.Perturber;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.evaluation.Maps;
import org.limn.evaluation.ModelMetric;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.Score;
import org.limn.evaluation.ScoreKind;
import org.limn.evaluation.Scores;
import org.limn.evaluation.Skipped;
import org.limn.evaluation.Subject;
import org.limn.evaluation.TargetScores;

/**
 * LIF, MIF and SRG: the mean score while parts of the image are removed, least and most important first, and the difference; see
 * {@link RemovalCurves}. Images with parts removed are unlike those that networks were trained on: a low score may be the hole's
 * doing, not the missing part's.
 *
 * @param steps n images per curve, the untouched and the wholly removed one included
 * @param perturber what stands where something is removed, in the space of the image; what is random in it is the same for the
 *     images of both curves that miss as many parts
 * @param parts what is removed at a time, and its order
 * @param normalized whether each curve is scaled to end at 0 and begin at 1; there is no score then where the image's and the
 *     removed image's agree
 * @param channels how channels become one number per pixel
 */
public record OcclusionCurves(int steps, Perturber perturber, Parts parts, boolean normalized, Channels channels)
        implements ModelMetric {
    public OcclusionCurves {
        if (steps < 2) {
            throw new IllegalArgumentException("occlusion curves need at least 2 steps, got " + steps);
        }
    }

    public OcclusionCurves() {
        this(10, new AnyColor(List.of(0.5)), new Parts.Pixels(), false, Channels.SUM);
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
        Tensor image = subject.image();
        Parts.Ordered ordered = parts.of(subject, Maps.of(explanation, channels));
        Perturber.Filling filling = ordered.segments()
                .map(segments -> perturber.of(image, segments))
                .orElseGet(() -> perturber.of(image));
        RemovalCurves curves = RemovalCurves.of(
                ordered.ascending(),
                steps,
                gone -> scores(model, image.shape(), subject.target(), filling, ordered.partOf(), gone));
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

    /** The target's scores of the image without parts, a batch of images in memory at a time. */
    private static double[] scores(
            ScoringModel model,
            Shape image,
            int target,
            Perturber.Filling filling,
            int[] partOf,
            List<boolean[]> without) {
        double[] scores = new double[without.size()];
        float[] kept = new float[partOf.length];
        Batches.each(scores.length, model.batch(), (start, end) -> {
            int from = (int) start, n = (int) (end - start);
            float[] images = new float[n * image.size()];
            for (int k = 0; k < n; k++) {
                boolean[] gone = without.get(from + k);
                int missing = 0;
                for (boolean g : gone) {
                    missing += g ? 1 : 0;
                }
                for (int i = 0; i < kept.length; i++) {
                    kept[i] = gone[partOf[i]] ? 0 : 1;
                }
                filling.write(kept, missing, images, k * image.size());
            }
            double[] found = TargetScores.of(model.scores(Tensor.of(image.with(0, n), images)), target);
            System.arraycopy(found, 0, scores, from, n);
        });
        return scores;
    }
}
