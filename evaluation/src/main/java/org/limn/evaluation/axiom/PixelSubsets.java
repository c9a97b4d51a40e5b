package org.limn.evaluation.axiom;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.limn.attribution.Baseline;
import org.limn.attribution.ScoringModel;
import org.limn.autodiff.tensor.Tensor;
import org.limn.evaluation.Subject;
import org.limn.evaluation.TargetScores;
import org.limn.evaluation.occlusion.Removed;

/**
 * Random sets of pixels S, what an attribution says of each, {@code Σ_{i∈S} a_i}, and what removing it takes off the score,
 * {@code F(x) − F(x without S)}.
 */
final class PixelSubsets {
    private final double[] attributions;
    private final double[] dropsInScore;

    private PixelSubsets(double[] attributions, double[] dropsInScore) {
        this.attributions = attributions;
        this.dropsInScore = dropsInScore;
    }

    /**
     * Draws sets of equal size.
     *
     * @param size pixels per set
     * @param n how many sets
     */
    static PixelSubsets of(
            ScoringModel model, Subject subject, double[] map, int size, int n, Baseline fill, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Tensor other = Removed.only(fill, subject.image());
        int[] places = new int[map.length];
        Arrays.setAll(places, i -> i);
        double[] attributed = new double[n];
        double whole = TargetScores.of(model, subject.image(), subject.target());
        IntFunction<Tensor> without = k -> {
            boolean[] gone = new boolean[map.length];
            for (int i = 0; i < Math.min(size, map.length); i++) { // Fisher and Yates, as far as needed
                int j = i + random.nextInt(map.length - i), place = places[j];
                places[j] = places[i];
                places[i] = place;
                gone[place] = true;
                attributed[k] += map[place];
            }
            return Removed.pixels(subject.image(), other, gone);
        };
        double[] scores = TargetScores.of(model, n, without, subject.target());
        return new PixelSubsets(
                attributed, Arrays.stream(scores).map(score -> whole - score).toArray());
    }

    /** What the attribution says, per set. */
    double[] attributions() {
        return attributions;
    }

    /** What removing it takes off the score, per set. */
    double[] dropsInScore() {
        return dropsInScore;
    }
}
