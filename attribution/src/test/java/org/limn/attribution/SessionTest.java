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

class SessionTest {
    private static final Tensor IMAGE = Functions.row(0.5, 0.75, 1.0);
    private final IntegratedGradients ig = new IntegratedGradients(10, Baseline.BLACK_AND_WHITE);

    @Test
    void xraiStandsOnTheIntegratedGradientsThatWereAskedFor() {
        Session session = new Session(Functions.sumOfThree(4));
        session.explain(ig, IMAGE, 0);
        assertThat(session.differentiated()).isEqualTo(20);
        session.explain(new Xrai(ig, new Grid(1, 3), false, 1, 1), IMAGE, 0);
        session.explain(new Xrai(ig, new Grid(1, 3), true, 1, 1), IMAGE, 0);
        assertThat(session.differentiated()).isEqualTo(20);
    }

    @Test
    void anImageAndItsBaselinesAreScoredOnce() {
        Session session = new Session(Functions.sumOfThree(4));
        session.explain(ig, IMAGE, 0);
        session.explain(new IntegratedGradients(20, Baseline.BLACK_AND_WHITE), IMAGE, 0);
        session.scores(List.of(IMAGE));
        assertThat(session.scored()).isEqualTo(3);
    }

    @Test
    void itsAnswersAreTheModelsBitForBit() {
        Model model = Functions.sumOfThree(4);
        Session session = new Session(model);
        List<Question> questions =
                List.of(new Question(IMAGE, 0), new Question(Functions.row(1, 2, 3), 0), new Question(IMAGE, 0));
        for (int again = 0; again < 2; again++) {
            List<Explanation> found = session.explain(ig, questions);
            for (int i = 0; i < 3; i++) {
                Explanation alone = ig.explain(model, questions.get(i).image(), 0);
                assertThat(found.get(i)).isEqualTo(alone);
            }
        }
        assertThat(session.differentiated()).isEqualTo(40); // the third question is the first
    }

    @Test
    void otherRulesShareTheCountsButNotTheMemory() {
        try (ProgramModel model = new ProgramModel(SmallNetwork::withRelu, new ReferenceDevice())) {
            Session session = new Session(model);
            Tensor image = SmallNetwork.image(1);
            session.explain(new GuidedBackprop(), image, 0);
            session.explain(new GradCam(), image, 0);
            assertThat(session.differentiated()).isEqualTo(2);
            session.explain(new GuidedGradCam(), image, 0);
            assertThat(session.differentiated()).isEqualTo(2);
        }
    }

    @Test
    void whatTheModelDoesNotShowTheSessionDoesNotEither() {
        Session session = new Session(Functions.sumOfThree(1));
        assertThatThrownBy(() -> session.explain(new GradCam(), IMAGE, 0)).hasMessageContaining("looks inside");
    }
}
