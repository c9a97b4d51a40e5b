package org.limn.attribution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.limn.autodiff.tensor.Tensor;

/**
 * A model that remembers, for asking several methods about the same images: what one method found is there for the next that
 * stands on it (the integrated gradients of XRAI), and an image or a baseline is scored once. It also counts what the model had
 * to compute. The answers are the model's, bit for bit.
 *
 * <p>It keeps the 64 explanations and the 1024 rows of scores used last. It is for one thread, and cheap to make.
 */
public final class CachingModel extends ForwardingModel {
    private final Count count;
    private final Map<Key, Explanation> explanations = recent(64);
    private final Map<String, Tensor> scores = recent(1024);

    private record Key(Explainer method, Question question) {}

    private static final class Count {
        private Cost cost = Cost.NONE;
    }

    public CachingModel(ScoringModel model) {
        this(model, new Count());
    }

    private CachingModel(ScoringModel model, Count count) {
        super(model);
        this.count = count;
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

    /**
     * What a method says about a model, from memory if the model is one that remembers. Methods that stand on others ask in this
     * way.
     */
    public static List<Explanation> explain(Explainer method, ScoringModel model, List<Question> questions) {
        return model instanceof CachingModel caching
                ? remembered(
                        caching.explanations,
                        questions,
                        q -> new Key(method, q),
                        fresh -> method.explain(caching, fresh))
                : method.explain(model, questions);
    }

    /** What a method says about one image, from memory if it has been asked before. */
    public Explanation explain(Explainer method, Tensor image, int target) {
        return explain(method, this, List.of(new Question(image, target))).get(0);
    }

    /** What the model has had to compute so far. */
    public Cost cost() {
        return count.cost;
    }

    @Override
    public Tensor scores(List<Tensor> images) {
        return Images.concat(remembered(scores, images, Tensor::hash, fresh -> {
            Tensor found = super.scores(fresh);
            return IntStream.range(0, fresh.size())
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
    protected void answered(Cost cost) {
        count.cost = count.cost.plus(cost);
    }

    /** One that shares the count, and remembers for itself. */
    @Override
    protected ForwardingModel around(DifferentiableModel other) {
        return new CachingModel(other, count);
    }
}
