package org.limn.cli;

import java.util.List;
import org.limn.attribution.DifferentiableModel;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.Question;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.transform.Gradient;

/** A model that takes a step for every image that it is shown. Its answers are the model's own. */
record WatchedModel(DifferentiableModel model, Runnable step) implements DifferentiableModel {
    private <T> T after(int images, T answer) {
        for (int i = 0; i < images; i++) {
            step.run();
        }
        return answer;
    }

    @Override
    public Tensor scores(Tensor images) {
        return after(images.shape().dim(0), model.scores(images));
    }

    @Override
    public Tensor gradients(Tensor images, int[] targets) {
        return after(targets.length, model.gradients(images, targets));
    }

    @Override
    public Differentiated differentiate(Tensor images, int[] targets) {
        return after(targets.length, model.differentiate(images, targets));
    }

    @Override
    public At at(String layer, Tensor images, int[] targets) {
        return after(targets.length, model.at(layer, images, targets));
    }

    @Override
    public DifferentiableModel with(Gradient.Rule rule) {
        return new WatchedModel(model.with(rule), step);
    }

    @Override
    public List<Layer> layers() {
        return model.layers();
    }

    @Override
    public List<Explanation> explain(Explainer method, List<Question> questions) {
        return method.explain(this, questions);
    }

    @Override
    public int classes() {
        return model.classes();
    }

    @Override
    public int batch() {
        return model.batch();
    }

    @Override
    public String identity() {
        return model.identity();
    }
}
