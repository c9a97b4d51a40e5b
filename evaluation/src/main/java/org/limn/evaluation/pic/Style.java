package org.limn.evaluation.pic;

import java.util.List;
import java.util.Optional;
import org.limn.evaluation.Curve;
import org.limn.evaluation.Score;

/**
 * How measured points become a curve. Information and performance are those of the blurred image, of one image per threshold, and
 * of the original, in this order.
 */
public sealed interface Style permits Notebook, Paper {
    /** Why there is no curve for an image: decided by the two ends alone. */
    Optional<String> refusal(Performance kind, double[] information, double[] performance);

    /** The curve of one image that is not refused, and the area under it. */
    Score score(Performance kind, double[] information, double[] performance);

    /** The curve of many images; its area is the figure of the set. */
    Curve joined(Performance kind, List<Curve> curves);
}
