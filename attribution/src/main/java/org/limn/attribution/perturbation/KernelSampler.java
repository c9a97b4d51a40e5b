package org.limn.attribution.perturbation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.commons.math3.util.CombinatoricsUtils;

/**
 * Samples by the law of the Shapley kernel, as SHAP's own package takes them: nothing and everything first; then sizes that the
 * number of samples suffices for are taken whole, smallest first, each subset followed by its complement; from what is left sizes are
 * drawn with the probabilities of the kernel and subsets uniformly, again followed by the complement. A whole size's subsets share
 * its weight, and drawn ones share what is left evenly.
 *
 * <p>Lundberg and Lee, 2017; pairs after Covert and Lee, "Improving KernelSHAP", AISTATS 2021, https://arxiv.org/abs/2012.01536.
 */
public record KernelSampler(int samples, long seed) implements Sampler {
    public KernelSampler {
        if (samples < 2) {
            throw new IllegalArgumentException(
                    "the kernel sampler takes nothing, everything, and more: at least 2 samples, got " + samples);
        }
    }

    public KernelSampler() {
        this(1000, 0);
    }

    @Override
    public int count(int segments) {
        Whole whole = whole(segments);
        return whole.left == 0 ? whole.rows : samples;
    }

    @Override
    public int fixed(int segments) {
        return whole(segments).rows;
    }

    /**
     * The sizes that are taken whole: 1..sizes and their complements.
     *
     * @param rows how many samples these are, with nothing and everything
     * @param each the weight of a subset of each of these sizes, from 1 on
     * @param left the kernel's weight of all other sizes
     */
    private record Whole(int sizes, int rows, double[] each, double left) {}

    /** The kernel's weight of all subsets of a size and of its complement's size, not normalized. */
    private static double mass(int segments, int size) {
        return (segments - 1.0) / ((double) size * (segments - size)) * (2 * size == segments ? 1 : 2);
    }

    private Whole whole(int segments) {
        int half = segments / 2;
        double left = 0;
        for (int size = 1; size <= half; size++) {
            left += mass(segments, size);
        }
        double all = left;
        int rows = 2;
        double[] each = new double[half + 1];
        for (int size = 1; size <= half; size++) {
            double mass = mass(segments, size);
            double subsets = Math.exp(CombinatoricsUtils.binomialCoefficientLog(segments, size))
                    * (2 * size == segments ? 1 : 2);
            if (Math.rint(subsets) > (samples - rows) * mass / left + 1e-8) {
                return new Whole(size - 1, rows, each, left / all);
            }
            rows += (int) Math.rint(subsets);
            each[size] = mass / all / subsets;
            left -= mass;
        }
        return new Whole(half, rows, each, 0);
    }

    @Override
    public Iterator<boolean[]> rows(int segments) {
        Whole whole = whole(segments);
        List<boolean[]> first = new ArrayList<>();
        first.add(Sampler.uniform(segments, false));
        first.add(Sampler.uniform(segments, true));
        for (int size = 1; size <= whole.sizes; size++) {
            Iterator<boolean[]> subsets = new Combinations(segments, size);
            while (first.size() < whole.rows && subsets.hasNext()) {
                boolean[] subset = subsets.next();
                if (2 * size == segments && !subset[0]) {
                    break; // from here on they are the complements
                }
                first.add(subset);
                first.add(complement(subset));
            }
        }
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int count = count(segments);
        return new Iterator<>() {
            private int given;
            private boolean[] last = first.get(0);

            @Override
            public boolean hasNext() {
                return given < count;
            }

            @Override
            public boolean[] next() {
                if (given < first.size()) {
                    return first.get(given++);
                }
                last = (given++ - first.size()) % 2 == 0 ? draw(segments, whole.sizes + 1, random) : complement(last);
                return last;
            }
        };
    }

    /** A size from the least on by the kernel, and a subset of it. */
    private static boolean[] draw(int segments, int least, RandomGenerator random) {
        double left = 0;
        for (int size = least; size <= segments / 2; size++) {
            left += mass(segments, size);
        }
        double at = random.nextDouble() * left;
        int size = least;
        while (size < segments / 2 && at >= mass(segments, size)) {
            at -= mass(segments, size++);
        }
        boolean[] subset = new boolean[segments];
        int wanted = size;
        for (int s = 0; s < segments; s++) { // Knuth's selection sampling
            subset[s] = random.nextInt(segments - s) < wanted;
            wanted -= subset[s] ? 1 : 0;
        }
        return subset;
    }

    private static boolean[] complement(boolean[] row) {
        boolean[] other = new boolean[row.length];
        for (int s = 0; s < row.length; s++) {
            other[s] = !row[s];
        }
        return other;
    }

    @Override
    public Samples samples(List<boolean[]> first) {
        int segments = first.get(0).length;
        Whole whole = whole(segments);
        double[] weights = new double[first.size()];
        for (int n = 2; n < weights.length; n++) {
            int size = 0;
            for (boolean kept : first.get(n)) {
                size += kept ? 1 : 0;
            }
            weights[n] = n < whole.rows
                    ? whole.each[Math.min(size, segments - size)]
                    : whole.left / (weights.length - whole.rows);
        }
        return new Samples(first, whole.rows, weights);
    }
}
