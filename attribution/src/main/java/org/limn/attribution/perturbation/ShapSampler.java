package org.limn.attribution.perturbation;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The samples that weigh most in the Shapley kernel, without randomness: 0, S, 1, S−1, 2, … segments perturbed, each size in
 * lexicographic order of the perturbed segments. When all 2^S subsets are through, untouched samples follow.
 *
 * @param samples how many; 0 for S + 2
 * @param inverse whether what would be perturbed is kept and the other way round
 */
public record ShapSampler(int samples, boolean inverse) implements Sampler {
    public ShapSampler {
        if (samples < 0) {
            throw new IllegalArgumentException("a number of samples is at least 0, got " + samples);
        }
    }

    public ShapSampler() {
        this(0, false);
    }

    @Override
    public int count(int segments) {
        return samples == 0 ? segments + 2 : samples;
    }

    @Override
    public int fixed(int segments) {
        return count(segments);
    }

    @Override
    public Iterator<boolean[]> rows(int segments) {
        return new Iterator<>() {
            private int given;
            private int sizes;
            private Iterator<boolean[]> perturbed = new Combinations(segments, 0);

            @Override
            public boolean hasNext() {
                return given < count(segments);
            }

            @Override
            public boolean[] next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                given++;
                while (!perturbed.hasNext() && ++sizes <= segments) {
                    perturbed = new Combinations(segments, sizes % 2 == 0 ? sizes / 2 : segments - sizes / 2);
                }
                boolean[] row = perturbed.hasNext() ? perturbed.next() : new boolean[segments];
                for (int s = 0; s < segments; s++) {
                    row[s] = row[s] == inverse;
                }
                return row;
            }
        };
    }
}
