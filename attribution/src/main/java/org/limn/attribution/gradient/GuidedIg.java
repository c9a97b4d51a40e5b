package org.limn.attribution.gradient;

import java.util.List;
import org.limn.attribution.Baseline;
import org.limn.attribution.Cost;
import org.limn.autodiff.tensor.Tensor;

/**
 * Guided integrated gradients: the path integral of the gradient along a path that is chosen while walking. Every step moves the
 * features of least |gradient|, near the straight line, so that the path stays out of the places where the score is steep and the
 * image is not.
 *
 * <p>Step k of K, at the point p, has {@code α = (k+1)/K} and shortens the distance {@code L(p) = ‖p − x‖₁} to {@code L* = L(x')·(1 −
 * α)}. Features behind the straight line at {@code α − maxDistance} are brought up to it. Then, until L is L*: of the features that
 * are not yet at the straight line at {@code α + maxDistance}, those whose |gradient| is at most the {@code fraction} quantile (the
 * lower one, over all features, those already there counting as infinite) move up to it, or as far as L* allows. Every move weighs
 * the gradient at the step's start: a step costs one gradient, however many rounds it takes, at most about 1/fraction.
 *
 * <p>Kapishnikov, Venugopalan, Avci, Wedin, Terry and Bolukbasi, "Guided integrated gradients: an adaptive path method for removing
 * noise", CVPR 2021, section 4, https://arxiv.org/abs/2106.09788. The paper bounds the path by anchors, PAIR's library by a
 * distance; here both are settings. On a network with ReLUs the path is chaotic: the last bit of one gradient sends it elsewhere.
 *
 * @param steps K, gradients per baseline; one after the other, so only baselines and images share batches
 * @param fraction which quantile of |gradient| limits the features that move together, in (0,1]
 * @param maxDistance how far a feature may be before or behind the straight line, as a share of the path; 0 is the straight line,
 *     by the left rule
 * @param anchors points of the straight line, evenly spaced, that the path must pass, besides its ends; between them it is as
 *     free as {@code maxDistance} lets it
 */
public record GuidedIg(int steps, double fraction, double maxDistance, int anchors, Baseline baseline)
        implements PathMethod {
    public GuidedIg {
        if (!(fraction > 0 && fraction <= 1) || !(maxDistance >= 0 && maxDistance <= 1)) {
            throw new IllegalArgumentException(
                    "guided IG needs a fraction above 0 and up to 1 and a maxDistance from 0 to 1, got " + fraction
                            + " and " + maxDistance);
        }
        if (anchors < 0 || steps < anchors + 1) {
            throw new IllegalArgumentException("guided IG needs a step per anchor and one more, got " + steps
                    + " steps and " + anchors + " anchors");
        }
    }

    public GuidedIg(int steps, double fraction, double maxDistance, Baseline baseline) {
        this(steps, fraction, maxDistance, 0, baseline);
    }

    public GuidedIg() {
        this(200, 0.25, 0.02, Baseline.BLACK);
    }

    @Override
    public Cost cost(Tensor image) {
        int baselines = baseline.of(image).size();
        return new Cost(1 + baselines, (long) steps * baselines);
    }

    @Override
    public List<Path> paths(Tensor image) {
        return baseline.of(image).stream()
                .<Path>map(b -> new AdaptivePath(this, b, image))
                .toList();
    }
}
