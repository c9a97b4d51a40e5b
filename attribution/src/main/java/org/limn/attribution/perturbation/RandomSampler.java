package org.limn.attribution.perturbation;

import java.util.Iterator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/**
 * Every segment is kept with probability p, independently.
 *
 * @param shift whether the masks of a grid are stretched by one cell and moved at random for each sample, as RISE does it: down
 *     and right by whole pixels less than a cell. This needs a grid with bilinear masks, and attributions per pixel
 * @param untouched whether the first sample keeps everything, as LIME's package has it
 * @param seed of Java's {@code L64X128MixRandom}; shifts are drawn by another generator
 */
public record RandomSampler(int samples, double p, boolean shift, boolean untouched, long seed) implements Sampler {
    public RandomSampler {
        Sampler.requireCount(samples);
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("a segment is kept with a probability from 0 to 1, got " + p);
        }
    }

    public RandomSampler() {
        this(1000, 0.5, false, false, 0);
    }

    @Override
    public int count(int segments) {
        return samples;
    }

    @Override
    public int fixed(int segments) {
        return untouched ? 1 : 0;
    }

    @Override
    public Iterator<boolean[]> rows(int segments) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Stream<boolean[]> drawn = Stream.generate(() -> {
            boolean[] row = new boolean[segments];
            for (int s = 0; s < segments; s++) {
                row[s] = random.nextDouble() < p;
            }
            return row;
        });
        Stream<boolean[]> first = untouched ? Stream.of(Sampler.uniform(segments, true)) : Stream.empty();
        return Stream.concat(first, drawn).limit(samples).iterator();
    }
}
