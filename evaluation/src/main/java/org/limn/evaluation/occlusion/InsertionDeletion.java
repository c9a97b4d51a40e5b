package org.limn.evaluation.occlusion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.limn.attribution.Baseline;
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
 * The areas under the curves of the score while the most important pixels are deleted, and while they are inserted into an image
 * without detail, over the share of pixels.
 *
 * <p>Petsiuk, Das and Saenko, "RISE: Randomized Input Sampling for Explanation of Black-box Models", BMVC 2018, section 4.1:
 * deletion to black, insertion into the blurred image (their code: σ = 5, a row of 224 pixels at a time). A map that marks an
 * object's whole area and one that marks its edges are told apart less by these than by their pictures.
 *
 * @param step pixels per image
 * @param deleted what deleted pixels become
 * @param start what is inserted into
 * @param channels how channels become one number per pixel
 */
public record InsertionDeletion(int step, Baseline deleted, Baseline start, Channels channels) implements ModelMetric {
    public InsertionDeletion {
        if (step < 1) {
            throw new IllegalArgumentException("insertion and deletion need a step of at least 1 pixel, got " + step);
        }
    }

    public InsertionDeletion() {
        this(224, Baseline.BLACK, new Baseline.Blurred(5), Channels.SUM);
    }

    @Override
    public List<ScoreKind> scores() {
        return List.of(new ScoreKind("insertion", true, "score"), new ScoreKind("deletion", false, "score"));
    }

    @Override
    public Cost cost(Tensor image) {
        int pixels = image.shape().dim(2) * image.shape().dim(3);
        return new Cost(2L * ((pixels + step - 1) / step + 1), 0);
    }

    @Override
    public Outcome score(ScoringModel model, Subject subject, Explanation explanation) {
        int[] order = Order.descending(Maps.of(explanation, channels));
        Tensor image = subject.image();
        Curve deletion = curve(model, image, Removed.only(deleted, image), order, subject.target(), "deleted");
        Curve insertion = curve(model, Removed.only(start, image), image, order, subject.target(), "inserted");
        Map<String, Score> scores = new LinkedHashMap<>();
        scores.put("insertion", Score.of(insertion.area(), insertion));
        scores.put("deletion", Score.of(deletion.area(), deletion));
        return new Scores(scores);
    }

    /** Scores while pixels go from one image to the other. */
    private Curve curve(ScoringModel model, Tensor from, Tensor to, int[] order, int target, String what) {
        int n = (order.length + step - 1) / step + 1;
        double[] x = new double[n];
        boolean[] moved = new boolean[order.length];
        IntFunction<Tensor> image = k -> {
            int end = Math.min(order.length, k * step);
            for (int i = Math.max(0, (k - 1) * step); i < end; i++) {
                moved[order[i]] = true;
            }
            x[k] = (double) end / order.length;
            return Removed.pixels(from, to, moved);
        };
        return new Curve("share " + what, "score", x, TargetScores.of(model, n, image, target));
    }
}
