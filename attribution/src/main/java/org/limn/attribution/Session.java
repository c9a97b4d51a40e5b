package org.limn.attribution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.transform.Gradient;

/**
 * A model that remembers, for asking several methods about the same images: what one method found is there for the next that
 * stands on it (the integrated gradients of XRAI), and an image or a baseline is scored once. It also counts what the model had
 * to compute. The answers are the model's, bit for bit.
 *
 * <p>It keeps the 64 explanations and the 1024 rows of scores used last, and is for one thread.
 */
public final class Session implements DifferentiableModel {
    private final Model model;
    private final Counts counts;
    private final Map<Asked, Explanation> explanations = recent(64);
    private final Map<String, Tensor> scores = recent(1024);

    private record Asked(Explainer method, Question question) {}

    private static final class Counts {
        private long scored;
        private long differentiated;
    }

    public Session(Model model) {
        this(model, new Counts());
    }

    private Session(Model model, Counts counts) {
        this.model = model;
        this.counts = counts;
    }

    private static <K, V> Map<K, V> recent(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** How many images the model has scored without a gradient. */
    public long scored() {
        return counts.scored;
    }

    /** How many gradients the model has taken. */
    public long differentiated() {
        return counts.differentiated;
    }

    /** What a method says, from memory if it has been asked before. */
    public Explanation explain(Explainer method, Tensor image, int target) {
        return explain(method, List.of(new Question(image, target))).get(0);
    }

    @Override
    public List<Explanation> explain(Explainer method, List<Question> questions) {
        return remembered(explanations, questions, q -> new Asked(method, q), fresh -> method.explain(this, fresh));
    }

    @Override
    public Tensor scores(List<Tensor> images) {
        return Images.concat(remembered(scores, images, Tensor::hash, fresh -> {
            Tensor found = scores(Images.concat(fresh));
            return java.util.stream.IntStream.range(0, fresh.size())
                    .mapToObj(i -> Images.range(found, i, i + 1))
                    .toList();
        }));
    }

    /** Answers from memory where it can and asks for all the rest at once. */
    private static <Q, K, A> List<A> remembered(
            Map<K, A> memory, List<Q> questions, Function<Q, K> key, Function<List<Q>, List<A>> ask) {
        Map<K, Q> fresh = new LinkedHashMap<>();
        Map<K, A> now = new LinkedHashMap<>();
        for (Q q : questions) {
            A known = memory.get(key.apply(q));
            if (known != null) {
                now.put(key.apply(q), known);
            } else {
                fresh.put(key.apply(q), q);
            }
        }
        List<A> answers = fresh.isEmpty() ? List.of() : ask.apply(List.copyOf(fresh.values()));
        int i = 0;
        for (K k : fresh.keySet()) {
            now.put(k, answers.get(i++));
        }
        memory.putAll(now);
        return questions.stream()
                .map(q -> Objects.requireNonNull(now.get(key.apply(q))))
                .toList();
    }

    @Override
    public Tensor scores(Tensor images) {
        counts.scored += images.shape().dim(0);
        return model.scores(images);
    }

    @Override
    public Tensor gradients(Tensor images, int[] targets) {
        counts.differentiated += targets.length;
        return model.gradients(images, targets);
    }

    @Override
    public Differentiated differentiate(Tensor images, int[] targets) {
        counts.differentiated += targets.length;
        return model.differentiate(images, targets);
    }

    @Override
    public At at(String layer, Tensor images, int[] targets) {
        counts.differentiated += targets.length;
        return inside().at(layer, images, targets);
    }

    @Override
    public DifferentiableModel with(Gradient.Rule rule) {
        return new Session(inside().with(rule), counts);
    }

    @Override
    public List<Layer> layers() {
        return inside().layers();
    }

    private DifferentiableModel inside() {
        return DifferentiableModel.of(model);
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
