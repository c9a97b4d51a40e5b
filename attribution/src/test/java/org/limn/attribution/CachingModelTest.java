package org.limn.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.limn.attribution.gradient.GradCam;
import org.limn.attribution.gradient.GuidedBackprop;
import org.limn.attribution.gradient.GuidedGradCam;
import org.limn.attribution.gradient.IntegratedGradients;
import org.limn.attribution.region.Xrai;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.tensor.Tensor;
import org.limn.segmentation.Grid;

class CachingModelTest {
    private static final Tensor IMAGE = Functions.row(0.5, 0.75, 1.0);
    private final IntegratedGradients ig = new IntegratedGradients(10, Baseline.BLACK_AND_WHITE);

    @Test
    void xraiStandsOnTheIntegratedGradientsThatWereAskedFor() {
        CachingModel caching = new CachingModel(Functions.sumOfThree(4));
        caching.explain(ig, IMAGE, 0);
        assertThat(caching.cost().gradients()).isEqualTo(20);
        caching.explain(new Xrai(ig, new Grid(1, 3), false, 1, 1), IMAGE, 0);
        caching.explain(new Xrai(ig, new Grid(1, 3), true, 1, 1), IMAGE, 0);
        assertThat(caching.cost().gradients()).isEqualTo(20);
    }

    @Test
    void anImageAndItsBaselinesAreScoredOnce() {
        CachingModel caching = new CachingModel(Functions.sumOfThree(4));
        caching.explain(ig, IMAGE, 0);
        caching.explain(new IntegratedGradients(20, Baseline.BLACK_AND_WHITE), IMAGE, 0);
        caching.scores(List.of(IMAGE));
        assertThat(caching.cost().scores()).isEqualTo(3);
    }

    @Test
    void itsAnswersAreTheModelsBitForBit() {
        Model model = Functions.sumOfThree(4);
        CachingModel caching = new CachingModel(model);
        List<Question> questions =
                List.of(new Question(IMAGE, 0), new Question(Functions.row(1, 2, 3), 0), new Question(IMAGE, 0));
        for (int again = 0; again < 2; again++) {
            List<Explanation> found = CachingModel.explain(ig, caching, questions);
            for (int i = 0; i < 3; i++) {
                Explanation alone = ig.explain(model, questions.get(i).image(), 0);
                assertThat(found.get(i)).isEqualTo(alone);
            }
        }
        assertThat(caching.cost().gradients()).isEqualTo(40); // the third question is the first
    }

    @Test
    void otherRulesShareTheCountsButNotTheMemory() {
        try (ProgramModel model = new ProgramModel(SmallNetwork::withRelu, new ReferenceDevice())) {
            CachingModel caching = new CachingModel(model);
            Tensor image = SmallNetwork.image(1);
            caching.explain(new GuidedBackprop(), image, 0);
            caching.explain(new GradCam(), image, 0);
            assertThat(caching.cost().gradients()).isEqualTo(2);
            caching.explain(new GuidedGradCam(), image, 0);
            assertThat(caching.cost().gradients()).isEqualTo(2);
        }
    }

    @Test
    void whatTheModelDoesNotShowTheCacheDoesNotEither() {
        CachingModel caching = new CachingModel(Functions.sumOfThree(1));
        assertThatThrownBy(() -> caching.explain(new GradCam(), IMAGE, 0)).hasMessageContaining("looks inside");
    }
}
