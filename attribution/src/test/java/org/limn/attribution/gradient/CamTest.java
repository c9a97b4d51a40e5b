package org.limn.attribution.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.limn.attribution.DifferentiableModel;
import org.limn.attribution.ExplanationException;
import org.limn.attribution.Functions;
import org.limn.attribution.ModelOutput;
import org.limn.attribution.ProgramModel;
import org.limn.attribution.Question;
import org.limn.attribution.SmallNetwork;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

class CamTest {
    private final ProgramModel model =
            new ProgramModel(SmallNetwork::withRelu, new ReferenceDevice(), ModelOutput.LOGIT, 1 << 20);

    private final Tensor activation = Tensor.of(Shape.of(1, 2, 1, 2), 1, 2, 3, 4);
    private final Tensor gradient = Tensor.of(Shape.of(1, 2, 1, 2), 1, 3, -1, 0.5f);

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void gradCamWeighsChannelsByTheirMeanGradient() {
        // means 2 and −¼: 2·1 − 3/4, 2·2 − 4/4
        assertThat(new GradCam().small(activation, gradient).data()).containsExactly(1.25, 3);
    }

    @Test
    void hiResCamWeighsEveryPlaceByItsOwn() {
        // 1 − 3 is negative; 6 + 2
        assertThat(new HiResCam().small(activation, gradient).data()).containsExactly(0, 8);
    }

    @Test
    void layerCamKeepsPositiveGradients() {
        assertThat(new LayerCam().small(activation, gradient).data()).containsExactly(1, 8);
    }

    @Test
    void gradCamPlusPlusFollowsItsWeights() {
        double first = 1.0 / (2 + 3) * 1 + 9.0 / (18 + 3 * 27) * 3;
        double second = 0.25 / (0.5 + 7 * 0.125) * 0.5;
        double[] found = new GradCamPlusPlus().small(activation, gradient).data();
        assertThat(found[0]).isCloseTo(first * 1 + second * 3, within(1e-12));
        assertThat(found[1]).isCloseTo(first * 2 + second * 4, within(1e-12));
    }

    @Test
    void whereTheHeadIsLinearGradCamIsHiResCam() {
        Tensor image = SmallNetwork.image(4); // the mean over places gives every place the same gradient
        Tensor gradCam = new GradCam().explain(model, image, 0).attribution();
        Tensor hiRes = new HiResCam().explain(model, image, 0).attribution();
        for (int i = 0; i < 64; i++) {
            assertThat((double) gradCam.data()[i]).isCloseTo(hiRes.data()[i], within(1e-6));
        }
    }

    @Test
    void theLastSpatialLayerIsFoundAndOthersCanBeNamed() {
        assertThat(model.layers())
                .containsExactly(
                        new DifferentiableModel.Layer("features", Shape.of(1, 5, 4, 4)),
                        new DifferentiableModel.Layer("first", Shape.of(1, 4, 8, 8)));
        Tensor image = SmallNetwork.image(4);
        assertThat(new GradCam("features").explain(model, image, 0).attribution())
                .isEqualTo(new GradCam().explain(model, image, 0).attribution());
        assertThat(new GradCam("first").explain(model, image, 0).attribution().shape())
                .isEqualTo(Shape.of(8, 8));
    }

    @Test
    void aLayerThatIsNotThereIsRefusedWithThoseThatAre() {
        assertThatThrownBy(() -> new GradCam("frist").explain(model, SmallNetwork.image(4), 0))
                .isInstanceOf(ExplanationException.class)
                .hasMessageContaining("'frist'")
                .hasMessageContaining("[features, first]");
    }

    @Test
    void aModelOfScoresAndGradientsAloneIsRefused() {
        assertThatThrownBy(() -> new GradCam().explain(Functions.sumOfThree(1), Functions.row(1, 2, 3), 0))
                .isInstanceOf(ExplanationException.class)
                .hasMessageContaining("looks inside");
    }

    @Test
    void severalQuestionsGiveTheSameBitsAsOne() {
        List<Question> questions = List.of(
                new Question(SmallNetwork.image(1), 0),
                new Question(SmallNetwork.image(2), 2),
                new Question(SmallNetwork.image(3), 1));
        for (int i = 0; i < 3; i++) {
            assertThat(new GradCam().explain(model, questions).get(i).attribution())
                    .isEqualTo(new GradCam()
                            .explain(
                                    model,
                                    questions.get(i).image(),
                                    questions.get(i).target())
                            .attribution());
        }
    }

    /** Between pixel centres linear, beyond the outermost ones mirrored: 2 → 4 pixels stand at −¼, ¼, ¾, 1¼. */
    @Test
    void mapsAreEnlargedOnTheHalfPixelGridAndMirrored() {
        Tensor64 map = Tensor64.of(Shape.of(1, 2), 0, 1);
        assertThat(Enlarged.of(map, 2, 4).data()).containsExactly(0.25, 0.25, 0.75, 0.75, 0.25, 0.25, 0.75, 0.75);
    }
}
