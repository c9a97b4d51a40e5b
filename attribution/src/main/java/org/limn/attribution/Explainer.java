package org.limn.attribution;

import java.util.List;
import java.util.Locale;
import org.limn.autodiff.tensor.Tensor;

/**
 * A method: says which parts of an image speak for a class. Implementations are records whose components are the settings and
 * whose no-argument constructor holds the published defaults; a line in {@code META-INF/services} makes one known by name.
 */
public interface Explainer {
    /**
     * Explains images, which share the model's batches; the bits are those of one by one.
     *
     * @param questions images of one shape, f32[1,C,H,W] in the space that the model takes, and the classes whose scores are
     *     explained
     * @return an explanation per question, in order
     * @throws ExplanationException if the method needs more than this model or these images offer, saying what
     */
    List<Explanation> explain(ScoringModel model, List<Question> questions);

    /** Explains one image f32[1,C,H,W]. */
    default Explanation explain(ScoringModel model, Tensor image, int target) {
        return explain(model, List.of(new Question(image, target))).get(0);
    }

    /**
     * How many images the model is shown to explain this one: an upper bound, where the method itself decides when to stop. A
     * map that comes out zero or not finite takes one score more, to say why.
     */
    Cost cost(Tensor image);

    /** What users call it: the record's name in kebab case, {@code integrated-gradients}. */
    default String name() {
        return getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z0-9])([A-Z])", "-$1")
                .toLowerCase(Locale.ROOT);
    }
}
