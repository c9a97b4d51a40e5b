package org.limn.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CostSortTest {
    @Test
    void sortsAndKeepsTheOrderOfEquals() {
        isStableSort(13, u -> u);
        isStableSort(1, u -> u);
        isStableSort(0, u -> u);
        isStableSort(20_000, u -> u);
        isStableSort(20_000, u -> Math.floor(u * 5) / 8);
        isStableSort(20_000, u -> u < 0.5 ? 0 : Math.pow(u, 60));
        isStableSort(20_000, u -> u < 0.001 ? 1e-300 : 1 + 1e-9 * u);
        isStableSort(20_000, u -> 0);
        isStableSort(20_000, u -> Double.MIN_VALUE * Math.floor(u * 100));
    }

    private static void isStableSort(int n, DoubleUnaryOperator shape) {
        SplittableRandom random = new SplittableRandom(n);
        double[] costs = random.doubles(n).map(shape).toArray();
        int[] items = IntStream.range(0, n).toArray();
        int[] expected = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> costs[i]))
                .mapToInt(i -> i)
                .toArray();
        CostSort.sort(costs, items, n, (sorted, order) -> {
            assertThat(order).isEqualTo(expected);
            assertThat(sorted).isSorted();
            return order;
        });
    }
}
