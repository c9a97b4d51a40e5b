package org.limn.evaluation.sanity;

import java.util.List;
import org.limn.attribution.Explainer;
import org.limn.attribution.ScoringModel;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.Subject;

/**
 * How alike the maps of two networks are, one trained on the labels and one of the same kind on permuted labels: a method whose
 * maps are alike does not explain what was learned. It compares two networks, so it is no {@link org.limn.evaluation.Metric}.
 *
 * <p>Adebayo et al., "Sanity checks for saliency maps", NeurIPS 2018, section 4.
 */
public final class RandomLabels {
    private RandomLabels() {}

    /** The scores {@code spearman-abs}, {@code spearman}, {@code ssim} and {@code hog}, 1 for equal maps. */
    public static Outcome compare(Explainer method, ScoringModel trained, ScoringModel onPermuted, Subject subject) {
        return Likeness.mean(
                method.explain(trained, subject.image(), subject.target()),
                List.of(method.explain(onPermuted, subject.image(), subject.target())),
                "");
    }
}
