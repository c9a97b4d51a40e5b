package org.limn.attribution;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.limn.autodiff.tensor.Tensor;

/**
 * A black box: images in, scores out. A lambda is one. Images are f32[N,C,H,W] in whatever space the model takes; for a loaded
 * network that is RGB in [0,1]. An image's scores must not depend on what else is asked with it.
 */
@FunctionalInterface
public interface ScoringModel {
    /**
     * The scores of every class, f32[N,classes]: probabilities, logits, or whatever else is to be explained.
     *
     * @param images f32[N,C,H,W]; methods give {@link #batch} of them at a time, or fewer
     */
    Tensor scores(Tensor images);

    /** The scores of images f32[n,C,H,W] one after the other, a row for each, asked in batches. */
    default Tensor scores(List<Tensor> images) {
        return Images.concat(Batches.each(images, batch(), some -> List.of(scores(Images.concat(some)))));
    }

    /** How many images the model best takes at once. */
    default int batch() {
        return 1;
    }

    /** Number of classes, where it is known before asking. */
    default OptionalInt classes() {
        return OptionalInt.empty();
    }

    /**
     * What the model is and what it runs on, for provenance: a hash and a device where there are such. A lambda has none, for
     * the name of its class is another in every JVM; {@link #named} gives it one.
     */
    default Optional<String> identity() {
        return Optional.empty();
    }

    /** Hears from a method that samples until its values are known well enough how far it is. Models that are watched say so. */
    default void heard(Sampled soFar) {}

    /** The same model under a name of the caller's, who answers for it that the same name is the same function. */
    static ScoringModel named(String name, ScoringModel model) {
        return new Named(name, model);
    }
}
