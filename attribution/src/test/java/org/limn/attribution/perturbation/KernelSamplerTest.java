package org.limn.attribution.perturbation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;

class KernelSamplerTest {
    private static int size(boolean[] row) {
        int size = 0;
        for (boolean kept : row) {
            size += kept ? 1 : 0;
        }
        return size;
    }

    @Test
    void smallSizesAreTakenWholeAndOnceThenOthersAreDrawn() {
        Iterator<boolean[]> rows = new KernelSampler(1000, 0).rows(20);
        assertThat(size(rows.next())).isZero();
        assertThat(size(rows.next())).isEqualTo(20);
        Set<String> singles = new HashSet<>();
        for (int n = 0; n < 40; n++) {
            boolean[] row = rows.next();
            assertThat(size(row)).isIn(1, 19);
            singles.add(Arrays.toString(row));
        }
        assertThat(singles).hasSize(40);
        int fixed = new KernelSampler(1000, 0).fixed(20);
        assertThat(fixed).isGreaterThanOrEqualTo(42);
        for (int n = 42; n < fixed; n++) {
            rows.next();
        }
        while (rows.hasNext()) {
            assertThat(size(rows.next())).isBetween(2, 18);
        }
    }

    @Test
    void everySampleIsFollowedByItsComplement() {
        Samples z = new KernelSampler(600, 7).all(20);
        assertThat(z.count()).isEqualTo(600);
        for (int n = 1; n < z.count(); n += 2) {
            assertThat(z.complementsPrevious(n)).as("sample %d", n).isTrue();
        }
    }

    @Test
    void drawnSizesFollowTheShapleyKernel() {
        int segments = 50;
        int samples = 100_000;
        KernelSampler sampler = new KernelSampler(samples, 3);
        int least = segments;
        int[] drawn = new int[segments / 2 + 1];
        Iterator<boolean[]> rows = sampler.rows(segments);
        for (int n = 0; rows.hasNext(); n++) {
            int size = size(rows.next());
            if (n >= sampler.fixed(segments) && (n - sampler.fixed(segments)) % 2 == 0) {
                least = Math.min(least, Math.min(size, segments - size));
                drawn[Math.min(size, segments - size)]++;
            }
        }
        double[] law = new double[drawn.length];
        for (int k = least; k < law.length; k++) {
            law[k] = 1.0 / (k * (segments - k)) * (2 * k == segments ? 1 : 2);
        }
        double all = Arrays.stream(law).sum();
        int count = Arrays.stream(drawn).sum();
        double chi = 0;
        for (int k = least; k < law.length; k++) {
            double expected = count * law[k] / all;
            chi += (drawn[k] - expected) * (drawn[k] - expected) / expected;
        }
        assertThat(new ChiSquaredDistribution(null, law.length - least - 1.0).cumulativeProbability(chi))
                .isLessThan(0.999);
    }
}
