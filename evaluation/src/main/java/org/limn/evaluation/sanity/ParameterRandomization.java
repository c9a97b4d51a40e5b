package org.limn.evaluation.sanity;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.limn.attribution.Cost;
import org.limn.attribution.DifferentiableModel;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.ExplanationException;
import org.limn.attribution.Model;
import org.limn.attribution.ProgramModel;
import org.limn.attribution.Weights;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Tensor;
import org.limn.evaluation.MethodMetric;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.ScoreKind;
import org.limn.evaluation.Skipped;
import org.limn.evaluation.Subject;

/**
 * How alike the maps of a network stay when what it has learned is destroyed, layer by layer from the scores down: a method whose
 * maps stay does not explain the network. Each score is the mean over the layers, its curve has a point for each.
 *
 * <p>Adebayo, Gilmer, Muelly, Goodfellow, Hardt and Kim, "Sanity checks for saliency maps", NeurIPS 2018, section 3.
 *
 * @param order whether layers stay destroyed while the next ones are, or each is alone
 * @param how weights are destroyed
 * @param layers how many, from the scores down; 0 for all
 * @param seed of the new weights
 */
public record ParameterRandomization(Order order, How how, int layers, long seed) implements MethodMetric {
    /** Which layers are random at the same time. */
    public enum Order {
        /** All from the scores down to this one. */
        CASCADING,
        /** This one. */
        INDEPENDENT
    }

    /** What becomes of a layer's weights. */
    public enum How {
        /** Normal values with the mean and standard deviation of the layer's own. */
        NORMAL {
            @Override
            void fill(float[] weights, RandomGenerator random) {
                double mean = 0, squares = 0;
                for (float w : weights) {
                    mean += w / (double) weights.length;
                }
                for (float w : weights) {
                    squares += (w - mean) * (w - mean) / weights.length;
                }
                for (int i = 0; i < weights.length; i++) {
                    weights[i] = (float) (mean + Math.sqrt(squares) * random.nextGaussian());
                }
            }
        },
        /** Its own in another order. */
        PERMUTED {
            @Override
            void fill(float[] weights, RandomGenerator random) {
                for (int i = weights.length - 1; i > 0; i--) {
                    int j = random.nextInt(i + 1);
                    float w = weights[i];
                    weights[i] = weights[j];
                    weights[j] = w;
                }
            }
        };

        abstract void fill(float[] weights, RandomGenerator random);
    }

    public ParameterRandomization {
        if (layers < 0) {
            throw new IllegalArgumentException("0 is all layers, any other number so many, got " + layers);
        }
    }

    public ParameterRandomization() {
        this(Order.CASCADING, How.NORMAL, 0, 0);
    }

    @Override
    public List<ScoreKind> scores() {
        return Likeness.kinds();
    }

    @Override
    public Cost cost(Model model, Explainer method, Tensor image) {
        int all = model instanceof DifferentiableModel inside
                ? inside.program().map(p -> Weights.names(p).size()).orElse(0)
                : 0;
        return method.cost(image).times(layers == 0 ? all : Math.min(layers, all));
    }

    @Override
    public Outcome score(Model model, Subject subject, Explainer method, Explanation explanation) {
        try {
            DifferentiableModel inside = DifferentiableModel.of(model, name());
            int all = inside.program().map(p -> Weights.names(p).size()).orElse(0);
            int most = layers == 0 ? all : Math.min(layers, all);
            if (most == 0) {
                return new Skipped(
                        "the model shows no convolution and no matrix product whose weights could be random");
            }
            List<Explanation> after = new ArrayList<>();
            for (int k = 1; k <= most; k++) {
                int from = all - k, to = order == Order.CASCADING ? all : from + 1;
                try (ProgramModel random = inside.changed(p -> random(p, from, to))) {
                    after.add(method.explain(random, subject.image(), subject.target()));
                }
            }
            String xName =
                    order == Order.CASCADING ? "layers that are random, from the scores" : "layer, from the scores";
            return Likeness.mean(explanation, after, xName);
        } catch (ExplanationException e) {
            return new Skipped(String.valueOf(e.getMessage()));
        }
    }

    /** The program with random weights in the layers {@code from ≤ k < to}, counted from the image; each has draws of its own. */
    Program random(Program program, int from, int to) {
        return Weights.replaced(program, (k, name, weights) -> {
            if (k < from || k >= to) {
                return weights;
            }
            float[] data = weights.data().clone();
            how.fill(data, RandomGeneratorFactory.of("L64X128MixRandom").create(31 * seed + k));
            return Tensor.of(weights.shape(), data);
        });
    }
}
