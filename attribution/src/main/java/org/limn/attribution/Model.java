package org.limn.attribution;

import org.limn.autodiff.tensor.Tensor;

/** A model that gives gradients of its scores, too. N may be any number; an answer is the same bits whatever else is asked with it. */
public interface Model extends ScoringModel {
    /**
     * The gradients of one score per image: {@code ∂ scores(images)[n, targets[n]] / ∂ images}, shaped like the images.
     *
     * @param targets a class for every image
     */
    Tensor gradients(Tensor images, int[] targets);

    /** Both at once, for models that get them in one pass. */
    default Differentiated differentiate(Tensor images, int[] targets) {
        return new Differentiated(scores(images), gradients(images, targets));
    }

    /**
     * The model with its gradients.
     *
     * @param method who asks, by name
     * @throws ExplanationException if it gives scores only
     */
    static Model of(ScoringModel model, String method) {
        if (ForwardingModel.inmost(model) instanceof Model) {
            return (Model) model;
        }
        throw new ExplanationException(
                method + " needs gradients, and " + model.identity().orElse("this model")
                        + " gives scores only; take a method that only asks for scores, such as occlusion, or implement Model");
    }

    /**
     * Scores and gradients of the same images.
     *
     * @param scores f32[N,classes]
     * @param gradients shaped like the images
     */
    record Differentiated(Tensor scores, Tensor gradients) {}
}
