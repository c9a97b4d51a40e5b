package org.limn.evaluation.axiom;

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
import org.limn.evaluation.Order;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.Score;
import org.limn.evaluation.ScoreKind;
import org.limn.evaluation.Scores;
import org.limn.evaluation.Subject;
import org.limn.evaluation.TargetScores;
import org.limn.evaluation.occlusion.RemovalCurves;
import org.limn.evaluation.occlusion.Removed;

/**
 * The share of steps at which the score does not fall while pixels are put back onto the fill, least important first.
 *
 * <p>Arya et al., "One explanation does not fit all", 2019, section 5: for each feature alone; in steps of many pixels as Quantus
 * has it.
 *
 * @param steps from the wholly removed image to the untouched one
 * @param fill what removed pixels become
 * @param channels how channels become one number per pixel
 */
public record Monotonicity(int steps, Baseline fill, Channels channels) implements ModelMetric {
    public Monotonicity {
        if (steps < 1) {
            throw new IllegalArgumentException("monotonicity needs at least 1 step, got " + steps);
        }
    }

    public Monotonicity() {
        this(50, Baseline.BLACK, Channels.SUM);
    }

    @Override
    public List<ScoreKind> scores() {
        return List.of(new ScoreKind("monotonicity", true, "share of the steps"));
    }

    @Override
    public Cost cost(Tensor image) {
        return new Cost(steps + 1L, 0);
    }

    @Override
    public Outcome score(ScoringModel model, Subject subject, Explanation explanation) {
        int[] order = Order.ascending(Maps.of(explanation, channels));
        Tensor other = Removed.only(fill, subject.image());
        int[] at = RemovalCurves.breakPoints(order.length, steps + 1);
        double[] x = new double[at.length], y = new double[at.length];
        int kept = 0;
        boolean[] gone = new boolean[order.length];
        java.util.Arrays.fill(gone, true);
        for (int k = 0, done = 0; k < at.length; k++) {
            for (; done < at[k]; done++) {
                gone[order[done]] = false;
            }
            x[k] = (double) done / order.length;
            y[k] = TargetScores.of(model, Removed.pixels(subject.image(), other, gone), subject.target());
            kept += k > 0 && y[k] >= y[k - 1] ? 1 : 0;
        }
        return new Scores(java.util.Map.of(
                "monotonicity", Score.of((double) kept / steps, new Curve("share put back", "score", x, y))));
    }
}
