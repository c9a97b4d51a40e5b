package org.limn.attribution;

import java.util.List;
import org.limn.autodiff.tensor.Tensor;

/**
 * What a method may ask of a classifier: scores, and gradients of scores. Images are f32[N,C,H,W] in whatever space the model
 * takes; for a loaded network that is RGB in [0,1]. N may be any number; an answer is the same bits whatever else is asked with
 * it.
 */
public interface Model {
    /** Number of classes. */
    int classes();

    /** The scores of every class, f32[N,classes]: probabilities or logits, whichever the model explains. */
    Tensor scores(Tensor images);

    /** The scores of single images f32[1,C,H,W], f32[n,classes]; a {@link Session} remembers them. */
    default Tensor scores(List<Tensor> images) {
        return scores(Images.concat(images));
    }

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

    /** How many images the model best takes at once; methods form batches of this size. */
    default int batch() {
        return 1;
    }

    /** What the model is and what it runs on, for provenance: a hash and a device where there are such. */
    default String identity() {
        return getClass().getSimpleName();
    }

    /**
     * What a method says about this model. Methods that stand on others ask in this way, so that a {@link Session} can answer
     * from memory.
     */
    default List<Explanation> explain(Explainer method, List<Question> questions) {
        return method.explain(this, questions);
    }

    /**
     * Scores and gradients of the same images.
     *
     * @param scores f32[N,classes]
     * @param gradients shaped like the images
     */
    record Differentiated(Tensor scores, Tensor gradients) {}
}
