package org.limn.attribution.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.limn.attribution.Baseline;
import org.limn.attribution.Explanation;
import org.limn.attribution.Functions;
import org.limn.attribution.Model;
import org.limn.attribution.ProgramModel;
import org.limn.attribution.Question;
import org.limn.attribution.SmallNetwork;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.tensor.Tensor;

/** The axioms that path methods are built for, on functions whose attributions are known. */
class PathMethodTest {
    private static final Tensor IMAGE = Functions.row(0.5, 0.75, 1.0);

    /** Path methods with enough steps for a gap of a few percent of the difference: those that are chosen by steps are of first
     * order, and blur IG's difference quotient over 0.01 pixels leaves a gap of its own. */
    static Stream<PathMethod> methods() {
        return Stream.concat(fromBaselines(), Stream.of(new BlurIg(1000, 3, false), new BlurIg(1000, 9, true)));
    }

    /** Those that start at a baseline that is given. */
    static Stream<PathMethod> fromBaselines() {
        Baseline two = new Baseline.Random(2, 7);
        return Stream.of(
                new IntegratedGradients(60, two),
                new IntegratedGradients(60, Quadrature.TRAPEZOID, two),
                new IntegratedGradients(10, Quadrature.GAUSS_LEGENDRE, two),
                new IntegratedGradients(500, Quadrature.LEFT, two),
                new IntegratedGradients(500, Quadrature.ENDPOINTS, two),
                new GuidedIg(500, 0.25, 0.02, two),
                new GuidedIg(500, 0.25, 1, 3, two),
                new Idgi(new IntegratedGradients(100, Quadrature.LEFT, two)),
                new Idgi(new GuidedIg(100, 0.25, 0.1, two)));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void completenessHoldsForAnyBaseline(PathMethod method) {
        try (ProgramModel model = new ProgramModel(SmallNetwork::smooth, new ReferenceDevice())) {
            Explanation found = method.explain(model, SmallNetwork.image(1), 2);
            double difference = found.completeness().orElseThrow().difference();
            assertThat(Math.abs(difference)).isGreaterThan(1e-2);
            double tolerance = method instanceof BlurIg ? 4e-2 : 2.5e-2;
            assertThat(found.gap().orElseThrow()).isLessThan(tolerance * Math.abs(difference));
            assertThat(found.completeness().orElseThrow().sum()).isCloseTo(sum(found), within(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void theBatchDoesNotChangeABit(PathMethod method) {
        Tensor one = method.explain(Functions.sumOfThree(1), IMAGE, 0).attribution();
        for (int batch : List.of(2, 7, 64)) {
            Model model = Functions.sumOfThree(batch);
            assertThat(method.explain(model, IMAGE, 0).attribution()).isEqualTo(one);
            List<Question> questions = List.of(
                    new Question(Functions.row(1, 0, 2), 0),
                    new Question(IMAGE, 0),
                    new Question(Functions.row(0, 0, 0), 0));
            assertThat(method.explain(model, questions).get(1).attribution()).isEqualTo(one);
        }
    }

    @ParameterizedTest
    @MethodSource("fromBaselines")
    void anElementThatChangesNothingGetsNothing(PathMethod method) {
        Model model = Functions.of(x -> x[0] * x[0], x -> new double[] {2 * x[0], 0, 0});
        assertThat(method.explain(model, IMAGE, 0).attribution().data()[1]).isZero();
    }

    /** Sensitivity (a): image and baseline differ in one element and in score, so that element gets the whole difference. */
    @ParameterizedTest
    @EnumSource(Quadrature.class)
    void theOnlyElementThatDiffersGetsTheDifference(Quadrature rule) {
        Baseline baseline = new Baseline.Given(Functions.row(0.5, 0, 1.0));
        Tensor found = new IntegratedGradients(1000, rule, baseline)
                .explain(Functions.sumOfThree(8), IMAGE, 0)
                .attribution();
        assertThat(found.data()[0]).isZero();
        assertThat(found.data()[2]).isZero();
        assertThat((double) found.data()[1]).isCloseTo(0.5625, within(1e-3)); // one end counted too often: 1/steps
    }

    @Test
    void theOnlyElementThatDiffersGetsTheDifferenceOnAPathThatIsChosenToo() {
        Baseline baseline = new Baseline.Given(Functions.row(0.5, 0, 1.0));
        for (double distance : List.of(0.0, 0.02, 1.0)) {
            Tensor found = new GuidedIg(1000, 0.25, distance, baseline)
                    .explain(Functions.sumOfThree(8), IMAGE, 0)
                    .attribution();
            assertThat(found.data()[0]).isZero();
            assertThat(found.data()[2]).isZero();
            assertThat((double) found.data()[1]).isCloseTo(0.5625, within(1e-3)); // left rule: 0.75²/steps
        }
    }

    @Test
    void theClosedFormIsMet() {
        float[] found = new IntegratedGradients(200, Baseline.BLACK)
                .explain(Functions.sumOfThree(8), IMAGE, 0)
                .attribution()
                .data();
        assertThat(found[0]).isEqualTo(2.5f);
        assertThat((double) found[1]).isCloseTo(0.5625, within(1e-6));
        assertThat((double) found[2]).isCloseTo(Math.sin(1), within(1e-5)); // midpoint: f''/24 · 200⁻²
    }

    @ParameterizedTest
    @EnumSource(Quadrature.class)
    void onALinearModelOneStepIsExact(Quadrature rule) {
        Explanation found = new IntegratedGradients(rule.least(), rule, Baseline.WHITE)
                .explain(Functions.linear(1, -2, 4), Functions.row(0.5, 0.25, 3), 0);
        assertThat(found.attribution().data()).containsExactly(-0.5f, 1.5f, 8f);
        assertThat(found.gap().orElseThrow()).isZero();
    }

    @Test
    void attributionsAreLinearInTheModel() {
        Model f = Functions.sumOfThree(1);
        Model g = Functions.of(x -> x[0] * x[2], x -> new double[] {x[2], 0, x[0]});
        Model both = Functions.of(
                x -> 2 * score(f, x) - 3 * score(g, x), x -> combine(gradient(f, x), 2, gradient(g, x), -3));
        PathMethod method = new IntegratedGradients(10, Baseline.WHITE);
        float[] a = method.explain(f, IMAGE, 0).attribution().data(),
                b = method.explain(g, IMAGE, 0).attribution().data();
        float[] ab = method.explain(both, IMAGE, 0).attribution().data();
        for (int i = 0; i < ab.length; i++) {
            assertThat((double) ab[i]).isCloseTo(2 * a[i] - 3 * b[i], within(1e-6)); // float32 gradients
        }
    }

    @ParameterizedTest
    @MethodSource("fromBaselines")
    void elementsThatPlayTheSamePartGetTheSame(PathMethod method) {
        Model model = Functions.ofSum(Math::exp, Math::exp);
        PathMethod fromBlack = withBlack(method);
        float[] found = fromBlack
                .explain(model, Functions.row(0.3, 0.3, 0.3, 0.3, 0.3), 0)
                .attribution()
                .data();
        for (float a : found) {
            assertThat(a).isEqualTo(found[0]);
        }
    }

    private static PathMethod withBlack(PathMethod method) {
        if (method instanceof IntegratedGradients ig) {
            return new IntegratedGradients(ig.steps(), ig.rule(), Baseline.BLACK);
        } else if (method instanceof GuidedIg g) {
            return new GuidedIg(g.steps(), g.fraction(), g.maxDistance(), g.anchors(), Baseline.BLACK);
        }
        return new Idgi(withBlack(((Idgi) method).path()));
    }

    @Test
    void theGaussLegendreRuleIsExactForPolynomials() {
        Quadrature.Nodes nodes = Quadrature.GAUSS_LEGENDRE.nodes(7);
        for (int degree = 0; degree < 14; degree++) {
            double integral = 0;
            for (int k = 0; k < 7; k++) {
                integral += nodes.weights()[k] * Math.pow(nodes.alphas()[k], degree);
            }
            assertThat(integral).isCloseTo(1.0 / (degree + 1), within(1e-14));
        }
    }

    @Test
    void aThousandLegendreNodesStillAddUpToOne() {
        Quadrature.Nodes nodes = Quadrature.GAUSS_LEGENDRE.nodes(1000);
        assertThat(java.util.Arrays.stream(nodes.weights()).sum()).isCloseTo(1, within(1e-12));
        assertThat(nodes.alphas()).isSorted();
    }

    @Test
    void idgiDividesEverythingTheScoreDoesEvenInOneStep() {
        Explanation found = new Idgi(new IntegratedGradients(1, Quadrature.LEFT, new Baseline.Constant(0.1f)))
                .explain(Functions.sumOfThree(1), IMAGE, 0);
        assertThat(found.gap().orElseThrow()).isLessThan(1e-6);
        for (float a : found.attribution().data()) {
            assertThat(a).isNotNegative();
        }
    }

    @Test
    void idgiNeedsGradientsWhereStepsStart() {
        assertThatThrownBy(() -> new Idgi(new IntegratedGradients()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LEFT");
    }

    @Test
    void expectedGradientsApproachIntegratedGradients() {
        Baseline baselines = new Baseline.Random(5, 3);
        float[] exact = new IntegratedGradients(100, baselines)
                .explain(Functions.sumOfThree(8), IMAGE, 0)
                .attribution()
                .data();
        Explanation sampled = new ExpectedGradients(20_000, baselines, 1).explain(Functions.sumOfThree(8), IMAGE, 0);
        for (int i = 0; i < 3; i++) {
            // the samples' standard deviation is below 2, so that of their mean is below 0.014
            assertThat((double) sampled.attribution().data()[i]).isCloseTo(exact[i], within(0.06));
        }
        assertThat(sampled.gap().orElseThrow()).isLessThan(0.1);
    }

    private static double sum(Explanation e) {
        double sum = 0;
        for (float a : e.attribution().data()) {
            sum += a;
        }
        return sum;
    }

    private static double score(Model model, double[] x) {
        return model.scores(Functions.row(x)).data()[0];
    }

    private static double[] gradient(Model model, double[] x) {
        return model.gradients(Functions.row(x), new int[1]).widen().data();
    }

    private static double[] combine(double[] a, double s, double[] b, double t) {
        double[] sum = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = s * a[i] + t * b[i];
        }
        return sum;
    }
}
