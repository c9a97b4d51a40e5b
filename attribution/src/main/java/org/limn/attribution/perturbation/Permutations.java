package org.limn.attribution.perturbation;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Walks from nothing to everything, segment by segment in a random order, and back in the same order, which is a walk up in the
 * reverse one; then the next order. The number of samples is rounded up to whole pairs of walks: 1 + 2S·pairs.
 */
public record Permutations(int samples, long seed) implements Sampler {
    public Permutations {
        Sampler.requireCount(samples);
    }

    public Permutations() {
        this(1000, 0);
    }

    @Override
    public int count(int segments) {
        return 1 + 2 * segments * Math.max(1, (samples - 1 + 2 * segments - 1) / (2 * segments));
    }

    @Override
    public int fixed(int segments) {
        return 1;
    }

    @Override
    public Iterator<boolean[]> rows(int segments) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int count = count(segments);
        int[] order = new int[segments];
        for (int s = 0; s < segments; s++) {
            order[s] = s;
        }
        return new Iterator<>() {
            private final boolean[] at = new boolean[segments];
            private int given;

            @Override
            public boolean hasNext() {
                return given < count;
            }

            @Override
            public boolean[] next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                if (given > 0) {
                    int step = (given - 1) % (2 * segments);
                    for (int i = segments - 1; step == 0 && i > 0; i--) {
                        int j = random.nextInt(i + 1);
                        int swapped = order[i];
                        order[i] = order[j];
                        order[j] = swapped;
                    }
                    at[order[step % segments]] = step < segments;
                }
                given++;
                return at.clone();
            }
        };
    }
}
