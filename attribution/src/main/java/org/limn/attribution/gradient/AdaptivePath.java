package org.limn.attribution.gradient;

/**
 * A path from x' to x that is chosen while walking: every step moves the features of least gradient, near the straight line.
 *
 * <p>Step k of K, at the point p, has {@code α = (k+1)/K} and shortens the distance {@code L(p) = ‖p − x‖₁} to {@code L* = L(x')·(1 −
 * α)}. Features behind the straight line at {@code α − maxDistance} are brought up to it. Then, until L is L*: of the features that
 * are not yet at the straight line at {@code α + maxDistance}, those whose |gradient| is at most the {@code fraction} quantile (the
 * lower one, over all features, those already there counting as infinite) move up to it, or as far as L* allows. Every move weighs
 * the gradient at the step's start: a step costs one gradient, however many rounds it takes, at most about 1/fraction.
 *
 * @param steps K
 * @param fraction which quantile of |gradient| limits the features that move together, in (0,1]
 * @param maxDistance how far a feature may be before or behind the straight line, as a share of the path; 0 is the straight line,
 *     by the left rule
 * @param anchors points of the straight line, evenly spaced, that the path must pass, besides its ends; between them it is as
 *     free as {@code maxDistance} lets it
 */
public record AdaptivePath(int steps, double fraction, double maxDistance, int anchors) {
    public AdaptivePath {
        if (!(fraction > 0 && fraction <= 1) || !(maxDistance >= 0 && maxDistance <= 1)) {
            throw new IllegalArgumentException(
                    "an adaptive path needs a fraction above 0 and up to 1 and a maxDistance from 0 to 1," + " got "
                            + fraction + " and " + maxDistance);
        }
        if (anchors < 0 || steps < anchors + 1) {
            throw new IllegalArgumentException("an adaptive path needs a step per anchor and one more, got " + steps
                    + " steps and " + anchors + " anchors");
        }
    }

    /** The step at which the part before anchor j ends; part {@code anchors + 1} ends with the path. */
    int end(int j) {
        return (int) ((long) j * steps / (anchors + 1));
    }
}
