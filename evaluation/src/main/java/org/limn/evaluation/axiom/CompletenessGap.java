package org.limn.evaluation.axiom;

import java.util.List;
import org.limn.attribution.Baseline;
import org.limn.attribution.Cost;
import org.limn.attribution.Explanation;
import org.limn.attribution.ScoringModel;
import org.limn.autodiff.tensor.Tensor;
import org.limn.evaluation.ModelMetric;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.ScoreKind;
import org.limn.evaluation.Scores;
import org.limn.evaluation.Subject;
import org.limn.evaluation.TargetScores;
import org.limn.evaluation.occlusion.Removed;

/**
 * {@code |Σ_i a_i − (F(x) − F(x'))|}, by which an attribution misses the difference of scores that it should add up to; for any
 * method, also one that does not promise it.
 *
 * <p>Sundararajan, Taly and Yan, "Axiomatic Attribution for Deep Networks", ICML 2017, section 3.
 *
 * @param baseline x'
 */
public record CompletenessGap(Baseline baseline) implements ModelMetric {
    public CompletenessGap() {
        this(Baseline.BLACK);
    }

    @Override
    public List<ScoreKind> scores() {
        return List.of(new ScoreKind("gap", false, "score"));
    }

    @Override
    public Cost cost(Tensor image) {
        return new Cost(2, 0);
    }

    @Override
    public Outcome score(ScoringModel model, Subject subject, Explanation explanation) {
        double sum = 0;
        for (float a : explanation.attribution().data()) {
            sum += a;
        }
        double[] f = TargetScores.of(
                model, List.of(subject.image(), Removed.only(baseline, subject.image())), subject.target());
        return Scores.of("gap", Math.abs(sum - (f[0] - f[1])));
    }
}
