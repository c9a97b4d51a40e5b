package org.limn.attribution.perturbation;

import java.util.Iterator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.random.Well19937c;

/**
 * Each sample has its own probability p of losing a segment, drawn first; then a segment is kept where p is below a uniform number.
 * The study's "entropic" sampler.
 *
 * @param law of p
 * @param first the normal law's mean before it is cut to [0,1], or beta's α
 * @param second the normal law's deviation, or beta's β
 * @param inverse whether what was kept is perturbed and the other way round
 */
public record SampleProbability(int samples, Law law, double first, double second, boolean inverse, long seed)
        implements Sampler {
    /** How a sample's probability is drawn. */
    public enum Law {
        UNIFORM,
        TRUNCATED_NORMAL,
        BETA
    }

    public SampleProbability {
        Sampler.requireCount(samples);
        if (!(second > 0 && Double.isFinite(first) && Double.isFinite(second)) || law == Law.BETA && !(first > 0)) {
            throw new IllegalArgumentException(
                    "a normal law needs a finite mean and a deviation above 0, beta two numbers" + " above 0, got "
                            + first + " and " + second);
        }
    }

    public SampleProbability() {
        this(1000, Law.UNIFORM, 0.5, 1, false, 0);
    }

    @Override
    public int count(int segments) {
        return samples;
    }

    @Override
    public Iterator<boolean[]> rows(int segments) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        NormalDistribution normal = new NormalDistribution(null, first, second);
        double below = normal.cumulativeProbability(0);
        double within = normal.cumulativeProbability(1) - below;
        BetaDistribution beta = law == Law.BETA ? new BetaDistribution(new Well19937c(seed), first, second) : null;
        return Stream.generate(() -> {
                    double u = beta == null ? random.nextDouble() : 0;
                    double p = beta != null
                            ? beta.sample()
                            : law == Law.UNIFORM ? u : normal.inverseCumulativeProbability(below + u * within);
                    boolean[] row = new boolean[segments];
                    for (int s = 0; s < segments; s++) {
                        row[s] = (p < random.nextDouble()) != inverse;
                    }
                    return row;
                })
                .limit(samples)
                .iterator();
    }
}
