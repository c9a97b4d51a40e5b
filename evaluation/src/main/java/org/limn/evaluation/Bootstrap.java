package org.limn.evaluation;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Where a figure of a sample would lie if the sample were drawn again: the 2.5 % and 97.5 % quantiles of the figure over 2000
 * samples of the same size, drawn from it with replacement. Efron and Tibshirani, "An Introduction to the Bootstrap", 1993,
 * section 13.3.
 *
 * @param low NaN, as high, of fewer than two values
 */
public record Bootstrap(double low, double high) {
    private static final int SAMPLES = 2000;

    /**
     * The interval of a figure.
     *
     * @param seed of Java's {@code L64X128MixRandom}
     */
    public static Bootstrap of(double[] values, ToDoubleFunction<double[]> figure, long seed) {
        if (values.length < 2) {
            return new Bootstrap(Double.NaN, Double.NaN);
        }
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[] figures = new double[SAMPLES], drawn = new double[values.length];
        for (int s = 0; s < SAMPLES; s++) {
            Arrays.setAll(drawn, i -> values[random.nextInt(values.length)]);
            figures[s] = figure.applyAsDouble(drawn);
        }
        Arrays.sort(figures);
        return new Bootstrap(figures[(int) (0.025 * SAMPLES)], figures[(int) (0.975 * SAMPLES) - 1]);
    }
}
