package org.limn.evaluation.pic;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Which pixels are left of a picture. Masks are row-major. */
public final class Kept {
    private Kept() {}

    /**
     * A random hundredth of the pixels, rounded down, so that the blurred picture is not one color.
     *
     * @param seed of Java's {@code L64X128MixRandom}; the same mask for every image of a size
     */
    public static boolean[] random(int pixels, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        boolean[] mask = new boolean[pixels];
        for (int left = pixels / 100; left > 0; ) {
            int i = random.nextInt(pixels);
            left -= mask[i] ? 0 : 1;
            mask[i] = true;
        }
        return mask;
    }

    /**
     * The q-quantile, linear between neighbors: with sorted values v and {@code k = q·(n−1)}, {@code v_⌊k⌋ + (k − ⌊k⌋)·(v_⌊k⌋+1 −
     * v_⌊k⌋)}, from the nearer end, so that it never leaves the two.
     */
    public static double quantile(double[] sorted, double q) {
        double at = q * (sorted.length - 1);
        int k = (int) Math.min(sorted.length - 1, Math.floor(at));
        double part = at - k, low = sorted[k], high = sorted[Math.min(k + 1, sorted.length - 1)];
        return part >= 0.5 ? high - (high - low) * (1 - part) : low + (high - low) * part;
    }

    /**
     * The pixels of greatest value and those of a mask: {@code {s ≥ quantile(s, 1 − t)} ∪ R}.
     *
     * @param sorted the map's values, ascending
     * @param share t, of the pixels
     */
    public static boolean[] best(double[] map, double[] sorted, double share, boolean[] random) {
        double least = quantile(sorted, 1 - share);
        boolean[] mask = random.clone();
        for (int i = 0; i < map.length; i++) {
            mask[i] |= map[i] >= least;
        }
        return mask;
    }

    /** The values ascending. */
    public static double[] sorted(double[] map) {
        double[] sorted = map.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
