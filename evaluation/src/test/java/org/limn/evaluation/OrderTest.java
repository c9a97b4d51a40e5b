package org.limn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderTest {
    @Test
    void equalValuesKeepTheirPlaces() {
        for (int n : new int[] {0, 1, 2, 13, 207}) {
            double[] values =
                    new SplittableRandom(n).ints(n, -4, 5).asDoubleStream().toArray();
            int[] expected = IntStream.range(0, n)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> values[i]))
                    .mapToInt(i -> i)
                    .toArray();
            assertThat(Order.ascending(values)).isEqualTo(expected);
            double[] negated = Arrays.stream(values).map(v -> 0 - v).toArray();
            assertThat(Order.descending(values)).isEqualTo(Order.ascending(negated));
        }
    }

    @Test
    void valuesOfAnySizeAndSignAreOrdered() {
        double[] values = new SplittableRandom(5)
                .longs(5000)
                .mapToDouble(Double::longBitsToDouble)
                .filter(v -> !Double.isNaN(v))
                .toArray();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        assertThat(Arrays.stream(Order.ascending(values)).mapToDouble(i -> values[i]))
                .containsExactly(Arrays.stream(sorted).boxed().toArray(Double[]::new));
        assertThat(Order.ascending(Double.POSITIVE_INFINITY, -1e-310, Double.NEGATIVE_INFINITY, 1e-310))
                .containsExactly(2, 1, 3, 0);
    }

    @Test
    void bothZerosAreEqual() {
        assertThat(Order.ascending(0.0, -0.0, -1)).containsExactly(2, 0, 1);
    }

    @Test
    void equalValuesShareTheirRanks() {
        assertThat(Order.meanRanks(3, 1, 3, 2)).containsExactly(3.5, 1, 3.5, 2);
    }
}
