package org.limn.evaluation.axiom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
 *
 * @param attributed per set
 * @param drops per set
 */
record PixelSubsets(List<Double> attributed, List<Double> drops) {
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
        List<Double> attributed = new ArrayList<>();
        List<Double> drops = new ArrayList<>();
        List<Tensor> batch = new ArrayList<>();
        double whole = TargetScores.of(model, subject.image(), subject.target());
        for (int k = 0; k < n; k++) {
            boolean[] gone = new boolean[map.length];
            double sum = 0;
            for (int i = 0; i < Math.min(size, map.length); i++) { // Fisher and Yates, as far as needed
                int j = i + random.nextInt(map.length - i), place = places[j];
                places[j] = places[i];
                places[i] = place;
                gone[place] = true;
                sum += map[place];
            }
            attributed.add(sum);
            batch.add(Removed.pixels(subject.image(), other, gone));
            if (batch.size() >= model.batch() || k == n - 1) {
                for (double score : TargetScores.of(model, batch, subject.target())) {
                    drops.add(whole - score);
                }
                batch.clear();
            }
        }
        return new PixelSubsets(attributed, drops);
    }

    double[] attributions() {
        return attributed.stream().mapToDouble(v -> v).toArray();
    }

    double[] dropsInScore() {
        return drops.stream().mapToDouble(v -> v).toArray();
    }
}
