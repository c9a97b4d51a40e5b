package org.limn.attribution.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Functions of which segments are kept, with values known in closed form. */
class AttributionsTest {
    private static final double[] WEIGHTS = {0.3, -0.2, 0.05, 0.4, 0.1, -0.15};

    private static double linear(Samples z, int n) {
        double y = 0.1;
        for (int s = 0; s < WEIGHTS.length; s++) {
            y += z.kept(n, s) ? WEIGHTS[s] : 0;
        }
        return y;
    }

    private static double coupled(Samples z, int n) {
        return linear(z, n) + (z.kept(n, 0) && z.kept(n, 3) ? 0.5 : 0) - (z.kept(n, 1) && !z.kept(n, 4) ? 0.2 : 0);
    }

    private static double[] scores(Samples z, java.util.function.IntToDoubleFunction f) {
        double[] y = new double[z.count()];
        java.util.Arrays.setAll(y, f::applyAsDouble);
        return y;
    }

    private static void assertClose(double[] found, double[] wanted, double tolerance) {
        for (int s = 0; s < wanted.length; s++) {
            assertThat(found[s]).isCloseTo(wanted[s], within(tolerance));
        }
    }

    @Test
    void everyShapleyMethodFindsTheWeightsOfAnAdditiveModel() {
        Samples all = new Subsets().all(6);
        double[] y = scores(all, n -> linear(all, n));
        assertClose(new ExactShapley().of(all, y).values(), WEIGHTS, 1e-12);
        assertClose(new KernelShap(KernelShap.Form.CONSTRAINED).of(all, y).values(), WEIGHTS, 1e-10);
        assertClose(new Lime().of(all, y).values(), WEIGHTS, 1e-10);
        Samples walks = new Permutations(40, 1).all(6);
        assertClose(
                new PermutationShap()
                        .of(walks, scores(walks, n -> linear(walks, n)))
                        .values(),
                WEIGHTS,
                1e-12);
    }

    @Test
    void kernelShapOverAllSubsetsIsTheShapleyValueOfACoupledModel() {
        Samples all = new Subsets().all(6);
        double[] y = scores(all, n -> coupled(all, n));
        double[] exact = new ExactShapley().of(all, y).values();
        assertClose(new KernelShap(KernelShap.Form.CONSTRAINED).of(all, y).values(), exact, 1e-10);
        Samples whole = new KernelSampler(64, 0).all(6);
        assertThat(whole.count()).isEqualTo(64);
        assertClose(
                new KernelShap(KernelShap.Form.CONSTRAINED)
                        .of(whole, scores(whole, n -> coupled(whole, n)))
                        .values(),
                exact,
                1e-10);
    }

    @Test
    void sampledShapleyValuesAgreeWithExactOnesWithinTheirErrors() {
        Samples all = new Subsets().all(6);
        double[] exact =
                new ExactShapley().of(all, scores(all, n -> coupled(all, n))).values();
        Samples walks = new Permutations(1200, 3).all(6);
        Estimate walked = new PermutationShap().of(walks, scores(walks, n -> coupled(walks, n)));
        for (int s = 0; s < exact.length; s++) {
            assertThat(walked.values()[s]).isCloseTo(exact[s], within(4 * walked.errors()[s] + 1e-12));
        }
    }

    /** Of twelve segments, of which sizes 1 and 11 are taken whole; every pair of neighbors is worth more than its parts. */
    @Test
    void kernelAndPermutationShapAgreeWithExactValuesWithinTheirErrors() {
        Samples all = new Subsets().all(12);
        double[] exact =
                new ExactShapley().of(all, scores(all, n -> paired(all, n))).values();
        Samples drawn = new KernelSampler(400, 7).all(12);
        Samples walks = new Permutations(4000, 7).all(12);
        assertThat(drawn.fixed()).isEqualTo(2 + 2 * 12);
        for (Estimate found : new Estimate[] {
            new KernelShap(KernelShap.Form.CONSTRAINED).of(drawn, scores(drawn, n -> paired(drawn, n))),
            new PermutationShap().of(walks, scores(walks, n -> paired(walks, n)))
        }) {
            double chi = 0;
            for (int s = 0; s < exact.length; s++) {
                assertThat(found.errors()[s]).isBetween(1e-6, 0.05);
                assertThat(found.values()[s]).isCloseTo(exact[s], within(4 * found.errors()[s]));
                chi += Math.pow((found.values()[s] - exact[s]) / found.errors()[s], 2);
            }
            assertThat(chi).as("the errors are neither too small nor too large").isBetween(2.0, 33.0);
        }
    }

    private static double paired(Samples z, int n) {
        double y = 0;
        for (int s = 0; s < z.segments(); s++) {
            y += z.kept(n, s) ? 0.05 * (s % 5) : 0;
            y += z.kept(n, s) && z.kept(n, (s + 1) % z.segments()) ? 0.1 / (1 + s) : 0;
        }
        return 1 / (1 + Math.exp(2 - 2 * y)); // not a sum of low orders, and not symmetric under complements
    }

    /** Both forms, as soon as the subsets of the study's sampler are exhausted. */
    @Test
    void kernelShapOfAnAdditiveModelIsItsShapleyValuesOnceSubsetsAreExhausted() {
        Samples every = new ShapSampler(64, false).all(6);
        double[] y = scores(every, n -> linear(every, n));
        for (KernelShap.Form form : KernelShap.Form.values()) {
            assertClose(new KernelShap(form).of(every, y).values(), WEIGHTS, 1e-9);
        }
    }

    @Test
    void limeRecoversLinearCoefficientsWithAndWithoutItsKernel() {
        Samples z = new RandomSampler(200, 0.5, false, true, 4).all(6);
        double[] y = scores(z, n -> linear(z, n));
        assertClose(new Lime().of(z, y).values(), WEIGHTS, 1e-12);
        assertClose(new Lime(0.25, 0).of(z, y).values(), WEIGHTS, 1e-12);
        assertThat(new Lime(0.25, 0).of(z, y).base()).isCloseTo(0.1, within(1e-12));
        assertClose(new Lime(0.25, 1e-9).of(z, y).values(), WEIGHTS, 1e-9);
    }

    @Test
    void shapleyValuesAddUpToWhatTheImageScoresAboveNothing() {
        Samples z = new KernelSampler(40, 5).all(6);
        double[] y = scores(z, n -> coupled(z, n));
        double sum = java.util.Arrays.stream(
                        new KernelShap(KernelShap.Form.CONSTRAINED).of(z, y).values())
                .sum();
        assertThat(sum).isCloseTo(y[1] - y[0], within(1e-12));
    }

    @Test
    void riseOfALinearModelIsUnbiasedWithinItsErrors() {
        Samples z = new RandomSampler(20_000, 0.5, false, false, 2).all(6);
        Estimate rise = new Rise(Rise.Norm.EXPECTED, 0.5).of(z, scores(z, n -> linear(z, n)));
        double others = 0.1 + java.util.Arrays.stream(WEIGHTS).sum() / 2;
        for (int s = 0; s < WEIGHTS.length; s++) {
            assertThat(rise.values()[s]).isCloseTo(others + WEIGHTS[s] / 2, within(4 * rise.errors()[s]));
        }
    }
}
