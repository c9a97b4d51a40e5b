package org.limn.attribution.gradient;

import java.util.List;
import org.limn.attribution.Baseline;
import org.limn.attribution.Cost;
import org.limn.autodiff.tensor.Tensor;

/**
 * Guided integrated gradients: the path integral of the gradient along an {@link AdaptivePath}, which at every step moves the
 * features whose gradient is least first, so that it stays out of the places where the score is steep and the image is not.
 *
 * <p>Kapishnikov, Venugopalan, Avci, Wedin, Terry and Bolukbasi, "Guided integrated gradients: an adaptive path method for removing
 * noise", CVPR 2021, section 4, https://arxiv.org/abs/2106.09788. The paper bounds the path by anchors, PAIR's library by a
 * distance; here both are settings. On a network with ReLUs the path is chaotic: the last bit of one gradient sends it elsewhere.
 *
 * @param steps gradients per baseline; one after the other, so only baselines and images share batches
 * @param fraction as in {@link AdaptivePath}
 * @param maxDistance as in {@link AdaptivePath}
 * @param anchors as in {@link AdaptivePath}
 */
public record GuidedIg(int steps, double fraction, double maxDistance, int anchors, Baseline baseline)
        implements PathMethod {
    public GuidedIg {
        new AdaptivePath(steps, fraction, maxDistance, anchors);
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
    public List<Walk> walks(Tensor image) {
        AdaptivePath path = new AdaptivePath(steps, fraction, maxDistance, anchors);
        return baseline.of(image).stream()
                .<Walk>map(b -> new AdaptiveWalk(path, b, image))
                .toList();
    }
}
