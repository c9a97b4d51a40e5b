package org.limn.attribution.gradient;

import java.util.List;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.Model;
import org.limn.attribution.Question;
import org.limn.autodiff.tensor.Tensor;

/**
 * Guided Grad-CAM: Grad-CAM's enlarged map times guided backpropagation, every channel: fine and about the class.
 *
 * <p>Selvaraju et al., "Grad-CAM", ICCV 2017, section 3.2, https://arxiv.org/abs/1610.02391.
 *
 * @param layer empty for the last spatial one
 */
public record GuidedGradCam(String layer) implements Explainer {
    public GuidedGradCam() {
        this("");
    }

    @Override
    public Explanation explain(Model model, Tensor image, int target) {
        Question question = new Question(image, target);
        float[] cam = model.explain(new GradCam(layer), List.of(question))
                .get(0)
                .attribution()
                .data();
        Tensor guided =
                model.explain(new GuidedBackprop(), List.of(question)).get(0).attribution();
        float[] product = new float[guided.data().length];
        for (int i = 0; i < product.length; i++) {
            product[i] = guided.data()[i] * cam[i % cam.length];
        }
        return Explanation.of(this, model, question, Tensor.of(guided.shape(), product));
    }
}
