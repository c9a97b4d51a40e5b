package org.limn.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.limn.attribution.control.Edges;
import org.limn.attribution.control.Random;
import org.limn.attribution.gradient.Gradients;
import org.limn.attribution.region.Occlusion;
import org.limn.attribution.settings.Settings;
import org.limn.autodiff.tensor.Tensor;

class ScoringModelTest {
    private static final Tensor IMAGE = Functions.row(0.5, 0.75, 1.0);
    private static final ScoringModel SUM = images -> Functions.linear(1, 2, 3).scores(images);

    static List<Explainer> methods() {
        return Settings.all(Explainer.class);
    }

    @Test
    void aLambdaIsExplainedByOcclusion() {
        Explanation found = new Occlusion(1, 1, 0).explain(SUM, IMAGE, 0);
        assertThat(found.attribution().data()).containsExactly(0.5f, 1.5f, 3);
        assertThat(found.model()).isEmpty();
    }

    @Test
    void aLambdaIsCalledWhatItsOwnerCallsIt() {
        ScoringModel named = ScoringModel.named("weighted sum", SUM);
        assertThat(new Occlusion(1, 1, 0).explain(named, IMAGE, 0).model()).contains("weighted sum");
        Model linear = Functions.linear(1, 2, 3);
        assertThat(new Gradients()
                        .explain(ScoringModel.named("linear", linear), IMAGE, 0)
                        .attribution())
                .isEqualTo(new Gradients().explain(linear, IMAGE, 0).attribution());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aMethodThatNeedsMoreThanScoresSaysSoByName(Explainer method) {
        assumeThat(method.cost(SmallNetwork.image(0)).gradients()).isPositive();
        for (ScoringModel model : List.of(SUM, new CachingModel(SUM), ScoringModel.named("f", SUM))) {
            assertThatThrownBy(() -> method.explain(model, SmallNetwork.image(0), 0))
                    .isInstanceOf(ExplanationException.class)
                    .hasMessageContaining("scores");
        }
    }

    @Test
    void theRefusalNamesTheMethod() {
        assertThatThrownBy(() -> new Gradients().explain(SUM, IMAGE, 0)).hasMessageStartingWith("gradients needs");
    }

    @Test
    void controlsAskNothing() {
        assertThat(new Edges().cost(IMAGE)).isEqualTo(Cost.NONE);
        assertThat(new Random().cost(IMAGE)).isEqualTo(Cost.NONE);
    }
}
