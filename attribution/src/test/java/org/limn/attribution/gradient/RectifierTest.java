package org.limn.attribution.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.limn.attribution.ModelOutput;
import org.limn.attribution.ProgramModel;
import org.limn.attribution.SmallNetwork;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.op.Affine;
import org.limn.autodiff.op.Relu;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

class RectifierTest {
    private final ProgramModel model =
            new ProgramModel(RectifierTest::weighted, new ReferenceDevice(), ModelOutput.LOGIT, 1 << 20);
    private final Tensor image = Tensor.of(Shape.of(1, 1, 1, 4), 1, 1, -1, -1);

    @AfterEach
    void close() {
        model.close();
    }

    /** {@code Σ w_i · 2·relu(x_i)}, w = 1, −1, 1, −1: ReLU gets back 2w. */
    private static Program weighted(int batch) {
        ProgramBuilder b = new ProgramBuilder();
        Value x = b.input("image", Shape.of(batch, 1, 1, 4));
        Value y = b.emit(new Affine(2, 0), b.emit(new Relu(), x));
        Value w = b.constant("w", Tensor.of(Shape.of(1, 1, 1, 4), 1, -1, 1, -1));
        Value sum = b.reduceSum(b.mul(y, b.broadcast(w, y.shape())), java.util.List.of(3));
        Value logits = b.reshape(sum, Shape.of(batch, 1));
        return b.output("logits", logits).output("probabilities", logits).build();
    }

    @Test
    void theGradientPassesWhereTheInputIsPositive() {
        assertThat(new Gradients().explain(model, image, 0).attribution().data())
                .containsExactly(2, -2, 0, -0f);
    }

    @Test
    void guidedBackpropagationPassesWhatIsPositiveWhereTheInputIs() {
        assertThat(new GuidedBackprop().explain(model, image, 0).attribution().data())
                .containsExactly(2, 0, 0, 0);
    }

    @Test
    void deconvnetPassesWhatIsPositiveAnywhere() {
        assertThat(new Deconvnet().explain(model, image, 0).attribution().data())
                .containsExactly(2, 0, 2, 0);
    }

    @Test
    void guidedGradCamIsTheProductOfBoth() {
        try (ProgramModel net = new ProgramModel(SmallNetwork::withRelu, new ReferenceDevice())) {
            Tensor x = SmallNetwork.image(2);
            float[] guided =
                    new GuidedBackprop().explain(net, x, 1).attribution().data();
            float[] cam = new GradCam("first").explain(net, x, 1).attribution().data();
            float[] both =
                    new GuidedGradCam("first").explain(net, x, 1).attribution().data();
            for (int i = 0; i < both.length; i++) {
                assertThat((double) both[i]).isCloseTo((double) guided[i] * cam[i % 64], within(1e-9));
            }
        }
    }
}
