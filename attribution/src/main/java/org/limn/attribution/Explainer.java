package org.limn.attribution;

import java.util.List;
import org.limn.autodiff.tensor.Tensor;

/**
 * A method: says which parts of an image speak for a class. Implementations are records whose components are the settings and
 * whose no-argument constructor holds the published defaults; a line in {@code META-INF/services} makes one known by name.
 */
public interface Explainer {
    /**
     * Explains one image.
     *
     * @param image f32[1,C,H,W], in the space that the model takes
     * @param target the class whose score is explained
     * @throws IllegalArgumentException if the method needs more than this model offers, saying what
     */
    Explanation explain(Model model, Tensor image, int target);

    /**
     * Explains several, with the same bits as one by one. Methods whose questions can share the model's batches override this.
     *
     * @return an explanation per question, in order
     */
    default List<Explanation> explain(Model model, List<Question> questions) {
        return questions.stream()
                .map(q -> explain(model, q.image(), q.target()))
                .toList();
    }

    /** What users call it: the record's name in kebab case, {@code integrated-gradients}. */
    default String name() {
        return getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z0-9])([A-Z])", "-$1")
                .toLowerCase(java.util.Locale.ROOT);
    }
}
