package org.limn.evaluation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.limn.attribution.Question;
import org.limn.autodiff.tensor.Tensor;

/**
 * An image whose explanations are judged, and what its metrics and methods share of it: blurred images, random masks, scores.
 * A shared value is computed when first asked for and dropped with the subject. For one thread.
 */
public final class Subject {
    private final Tensor image;
    private final int target;
    private final Optional<Truth> truth;
    private final Map<Key<?>, Object> shared = new HashMap<>();

    /**
     * A subject with nothing shared yet.
     *
     * @param image f32[1,C,H,W] in [0,1], RGB
     * @param target the class that is explained
     */
    public Subject(Tensor image, int target, Optional<Truth> truth) {
        Question question = new Question(image, target);
        this.image = question.image();
        this.target = question.target();
        this.truth = truth;
    }

    public Tensor image() {
        return image;
    }

    public int target() {
        return target;
    }

    public Optional<Truth> truth() {
        return truth;
    }

    /**
     * Names a value that depends on the image, the target and the model besides what the key holds. Keys are records.
     *
     * @param <T> what it names
     */
    public interface Key<T> {}

    /** The value of this key, computed if nobody has asked for it before. */
    @SuppressWarnings("unchecked") // a key is only ever put with a value of its own type
    public <T> T shared(Key<T> key, Supplier<? extends T> value) {
        Object known = shared.get(key);
        if (known == null) {
            known = value.get();
            shared.put(key, known);
        }
        return (T) known;
    }
}
