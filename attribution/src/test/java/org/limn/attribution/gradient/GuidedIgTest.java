package org.limn.attribution.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.limn.attribution.Baseline;
import org.limn.attribution.Explanation;
import org.limn.attribution.Functions;
import org.limn.attribution.Model;
import org.limn.attribution.Question;
import org.limn.attribution.SmallNetwork;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

class GuidedIgTest {
    private static final Tensor IMAGE = Functions.row(0.5, 0.75, 1.0);

    @Test
    void withoutDistanceItIsIntegratedGradientsByTheLeftRule() {
        float[] guided = new GuidedIg(20, 0.25, 0, Baseline.WHITE)
                .explain(Functions.sumOfThree(1), IMAGE, 0)
                .attribution()
                .data();
        float[] straight = new IntegratedGradients(20, Quadrature.LEFT, Baseline.WHITE)
                .explain(Functions.sumOfThree(1), IMAGE, 0)
                .attribution()
                .data();
        for (int i = 0; i < 3; i++) {
            assertThat((double) guided[i]).isCloseTo(straight[i], within(1e-6)); // points are rounded to float32
        }
    }

    @Test
    void anchorsOnEveryStepAreTheStraightLineToo() {
        float[] guided = new GuidedIg(10, 0.25, 1, 9, Baseline.WHITE)
                .explain(Functions.sumOfThree(1), IMAGE, 0)
                .attribution()
                .data();
        float[] straight = new IntegratedGradients(10, Quadrature.LEFT, Baseline.WHITE)
                .explain(Functions.sumOfThree(1), IMAGE, 0)
                .attribution()
                .data();
        for (int i = 0; i < 3; i++) {
            assertThat((double) guided[i]).isCloseTo(straight[i], within(1e-6));
        }
    }

    /** With all freedom it first moves what has the least gradient, here from white: x₂ (cos 1), then x₁ (2), then x₀ (5). */
    @Test
    void withAllFreedomFeaturesOfLeastGradientGoFirst() {
        List<float[]> points = new ArrayList<>();
        Model seen = Functions.of(x -> 5 * x[0] + 2 * x[1] + x[2], x -> {
            points.add(new float[] {(float) x[0], (float) x[1], (float) x[2]});
            return new double[] {5, 2, 1};
        });
        new GuidedIg(3, 0.1, 1, Baseline.BLACK).explain(seen, Functions.row(1, 1, 1), 0);
        assertThat(points).hasSize(3);
        assertThat(points.get(1)).containsExactly(0, 0, 1);
        assertThat(points.get(2)).containsExactly(0, 1, 1);
    }

    @Test
    void everyStepTakesOneGradientAndThePathEndsAtTheImage() {
        int[] asked = {0};
        Model counting = Functions.of(x -> x[0], x -> {
            asked[0]++;
            return new double[] {1, 0, 0};
        });
        Explanation found = new GuidedIg(37, 0.25, 0.1, 2, Baseline.BLACK).explain(counting, IMAGE, 0);
        assertThat(asked[0]).isEqualTo(37);
        assertThat((double) found.attribution().data()[0]).isCloseTo(0.5, within(1e-7));
    }

    @Test
    void aMapOfAnImageThatIsItsBaselineIsZeroAndSaysSo() {
        Explanation found =
                new GuidedIg(5, 0.25, 0.02, new Baseline.Given(IMAGE)).explain(Functions.sumOfThree(1), IMAGE, 0);
        assertThat(found.attribution().data()).containsOnly(0);
        assertThat(found.notes()).singleElement().asString().contains("zero everywhere", "equal the baseline");
    }

    @Test
    void gradientsThatAreNotNumbersEndInANote() {
        Model broken = Functions.of(x -> x[0], x -> new double[] {Double.NaN, 1, Double.POSITIVE_INFINITY});
        Explanation found = new GuidedIg(5, 0.25, 0.02, Baseline.BLACK).explain(broken, IMAGE, 0);
        assertThat(found.notes()).singleElement().asString().contains("not finite");
    }

    /** The page's rounds written out: quantile by sorting, every round over all features. */
    @Test
    void itIsTheDefinitionAtAwkwardSizes() {
        for (int n : List.of(1, 2, 13, 207)) {
            Tensor image = SmallNetwork.random(Shape.of(1, 1, 1, n), n);
            Model model = Functions.of(
                    x -> {
                        double f = 0;
                        for (int i = 0; i < x.length; i++) {
                            f += Math.sin(3 * x[i] * (i + 1)) / (i + 1);
                        }
                        return f;
                    },
                    x -> {
                        double[] g = new double[x.length];
                        for (int i = 0; i < x.length; i++) {
                            g[i] = i % 5 == 0 ? 0.5 : 3 * Math.cos(3 * x[i] * (i + 1));
                        }
                        return g;
                    });
            for (GuidedIg path : List.of(
                    new GuidedIg(9, 0.25, 0.02, 0, Baseline.BLACK),
                    new GuidedIg(16, 0.1, 0.1, 0, Baseline.BLACK),
                    new GuidedIg(7, 1, 1, 0, Baseline.BLACK))) {
                float[] fast = path.explain(model, image, 0).attribution().data();
                double[] slow = GuidedIgByDefinition.attribution(model, image, path);
                for (int i = 0; i < n; i++) {
                    assertThat((double) fast[i])
                            .as("%s, feature %s of %s", path, i, n)
                            .isCloseTo(slow[i], within(1e-6));
                }
            }
        }
    }

    @Test
    void severalImagesShareBatches() {
        int[] asked = {0};
        Model model = new CountingBatches(Functions.sumOfThree(4), asked);
        List<Question> questions = List.of(
                new Question(IMAGE, 0),
                new Question(Functions.row(1, 2, 3), 0),
                new Question(Functions.row(3, 2, 1), 0));
        new GuidedIg(10, 0.25, 0.02, Baseline.BLACK).explain(model, questions);
        assertThat(asked[0]).isEqualTo(10);
    }

    private record CountingBatches(Model model, int[] asked) implements Model {
        @Override
        public int batch() {
            return model.batch();
        }

        @Override
        public Tensor scores(Tensor images) {
            return model.scores(images);
        }

        @Override
        public Tensor gradients(Tensor images, int[] targets) {
            asked[0]++;
            return model.gradients(images, targets);
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new GuidedIg(3, 0.25, 0.02, 3, Baseline.BLACK))
                .hasMessageContaining("a step per anchor");
        assertThatThrownBy(() -> new GuidedIg(3, 0, 0.02, Baseline.BLACK)).hasMessageContaining("fraction");
    }
}
