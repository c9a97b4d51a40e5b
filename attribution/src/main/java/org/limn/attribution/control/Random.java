package org.limn.attribution.control;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.Model;
import org.limn.attribution.Question;
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
    public Explanation explain(Model model, Tensor image, int target) {
        Question question = new Question(image, target);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        float[] map = new float[image.shape().count(2, 4)];
        for (int i = 0; i < map.length; i++) {
            map[i] = random.nextFloat();
        }
        return Explanation.of(
                this,
                model,
                question,
                Tensor.of(Shape.of(image.shape().dim(2), image.shape().dim(3)), map));
    }
}
