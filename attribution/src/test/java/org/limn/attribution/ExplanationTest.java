package org.limn.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.limn.attribution.gradient.Gradients;
import org.limn.attribution.gradient.IntegratedGradients;
import org.limn.attribution.gradient.Quadrature;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

class ExplanationTest {
    private static final Tensor IMAGE = Functions.row(0.5, 0.75, 1.0);

    private static Explanation gradientOf(double score, double... gradient) {
        return new Gradients().explain(Functions.of(x -> score, x -> gradient), IMAGE, 0);
    }

    @Test
    void aMapThatMeansSomethingHasNoNotes() {
        assertThat(gradientOf(0.5, 1, 0, 0).notes()).isEmpty();
    }

    @Test
    void aSaturatedProbabilityIsNamedAsTheCauseOfAZeroMap() {
        assertThat(gradientOf(1, 0, 0, 0).notes())
                .singleElement()
                .asString()
                .contains("zero everywhere", "explain the logit");
    }

    @Test
    void aLogitBehindAReluThatIsOffIsNamed() {
        assertThat(gradientOf(0, 0, 0, 0).notes()).singleElement().asString().contains("scores exactly 0", "ReLU");
    }

    @Test
    void scoresThatAreNotFiniteAreNamed() {
        assertThat(gradientOf(Double.NaN, 0, Double.NaN, 0).notes())
                .singleElement()
                .asString()
                .contains("not finite", "preprocessing");
    }

    @Test
    void anImageThatIsNotFiniteIsNamed() {
        Explanation found =
                new IntegratedGradients().explain(Functions.sumOfThree(1), Functions.row(0, Double.NaN, 1), 0);
        assertThat(found.notes()).singleElement().asString().contains("so is the image");
    }

    @Test
    void aGapIsReportedAlsoAsAShareOfTheDifference() {
        Completeness completeness = new Completeness(0.375, -0.5);
        assertThat(completeness.gap()).isEqualTo(0.875);
        assertThat(completeness.relative()).isEqualTo(1.75);
        assertThat(new Completeness(1, 0).relative()).isInfinite();
        assertThat(new Completeness(0, 0).relative()).isZero();
    }

    @Test
    void channelsAreJoinedAsAsked() {
        Tensor attribution = Tensor.of(Shape.of(3, 1, 2), 1, -4, -2, -5, 0.5f, 6);
        assertThat(Channels.SUM.of(attribution).data()).containsExactly(-0.5f, -3);
        assertThat(Channels.ABS_SUM.of(attribution).data()).containsExactly(3.5f, 15);
        assertThat(Channels.MAX.of(attribution).data()).containsExactly(1, 6);
        assertThat(Channels.ABS_SUM.of(Tensor.of(Shape.of(1, 2), -1, 2)).data()).containsExactly(1, 2);
    }

    @Test
    void moreThanOneImageIsNotOneQuestion() {
        assertThatThrownBy(() -> new Question(Tensor.zeros(Shape.of(2, 3, 4, 4)), 0))
                .hasMessageContaining("[2,3,4,4]");
    }

    @Test
    void whatHoldsTheSameNumbersIsEqual() {
        Quadrature.Nodes nodes = Quadrature.GAUSS_LEGENDRE.nodes(5), again = Quadrature.GAUSS_LEGENDRE.nodes(5);
        assertThat(nodes).isEqualTo(again).hasSameHashCodeAs(again);
        assertThat(Quadrature.LEFT.nodes(5)).isNotEqualTo(Quadrature.MIDPOINT.nodes(5));
        List<RankedRegions.Ranked> regions = List.of(new RankedRegions.Ranked(0, 2, 0.5));
        RankedRegions ranked = new RankedRegions(Shape.of(1, 2), new int[] {1, 1}, regions);
        assertThat(ranked)
                .isEqualTo(new RankedRegions(Shape.of(1, 2), new int[] {1, 1}, regions))
                .hasSameHashCodeAs(new RankedRegions(Shape.of(1, 2), new int[] {1, 1}, regions))
                .isNotEqualTo(new RankedRegions(Shape.of(1, 2), new int[] {1, 2}, regions));
    }
}
