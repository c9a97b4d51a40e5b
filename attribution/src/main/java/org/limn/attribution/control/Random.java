package org.limn.attribution.control;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.limn.attribution.Cost;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.Question;
import org.limn.attribution.ScoringModel;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/**
 * Noise, uniform in [0,1), f32[H,W]: what a measure of explanations gives to one that knows nothing.
 *
 * @param seed of Java's {@code L64X128MixRandom}, drawn row-major; the same map for every image of a size
 */
public record Random(long seed) implements Explainer {
    public Random() {
        this(0);
    }

    @Override
    public List<Explanation> explain(ScoringModel model, List<Question> questions) {
        return questions.stream()
                .map(q -> Explanation.of(this, model, q, noise(q.image().shape())))
                .toList();
    }

    @Override
    public Cost cost(Tensor image) {
        return Cost.NONE;
    }

    private Tensor noise(Shape image) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        float[] map = new float[image.count(2, 4)];
        for (int i = 0; i < map.length; i++) {
            map[i] = random.nextFloat();
        }
        return Tensor.of(Shape.of(image.dim(2), image.dim(3)), map);
    }
}
