package org.limn.attribution.gradient;

import java.util.ArrayList;
import java.util.List;
import org.limn.attribution.CachingModel;
import org.limn.attribution.Cost;
import org.limn.attribution.DifferentiableModel;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.Question;
import org.limn.attribution.ScoringModel;
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
    public List<Explanation> explain(ScoringModel model, List<Question> questions) {
        DifferentiableModel inside = DifferentiableModel.of(model, name());
        List<Explanation> cams = CachingModel.explain(new GradCam(layer), inside, questions);
        List<Explanation> guided = CachingModel.explain(new GuidedBackprop(), inside, questions);
        List<Explanation> all = new ArrayList<>();
        for (int n = 0; n < questions.size(); n++) {
            float[] cam = cams.get(n).attribution().data();
            Tensor fine = guided.get(n).attribution();
            float[] product = new float[fine.data().length];
            for (int i = 0; i < product.length; i++) {
                product[i] = fine.data()[i] * cam[i % cam.length];
            }
            all.add(Explanation.of(this, model, questions.get(n), Tensor.of(fine.shape(), product)));
        }
        return all;
    }

    @Override
    public Cost cost(Tensor image) {
        return new GradCam(layer).cost(image).plus(new GuidedBackprop().cost(image));
    }
}
