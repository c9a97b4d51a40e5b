package org.limn.attribution.gradient;

import java.util.List;
import java.util.stream.IntStream;
import org.limn.attribution.Batches;
import org.limn.attribution.Cost;
import org.limn.attribution.DifferentiableModel;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.ExplanationException;
import org.limn.attribution.Images;
import org.limn.attribution.Question;
import org.limn.attribution.ScoringModel;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

/**
 * A method that weighs the channels A_k of one spatial layer with its gradient {@code g_k = ∂F/∂A_k} and keeps what is positive of
 * their sum, enlarged to the image. The map is f32[H,W], in units of the score times the layer's, not divided by its maximum as
 * PAIR's library does.
 */
public interface Cam extends Explainer {
    /** The layer's name; empty stands for the last one that is spatial. {@link DifferentiableModel#layers()} lists them. */
    String layer();

    /**
     * Adds one channel to the map: {@code map[i] += weight_i · activation[at + i]} over the map's pixels.
     *
     * @param at where the channel starts in both arrays
     */
    void add(float[] activation, float[] gradient, int at, double[] map);

    /** The map before it is enlarged, f64[h,w] of the layer. */
    default Tensor64 small(Tensor activation, Tensor gradient) {
        Shape shape = activation.shape();
        double[] map = new double[shape.count(2, 4)];
        for (int at = 0; at < shape.size(); at += map.length) {
            add(activation.data(), gradient.data(), at, map);
        }
        for (int i = 0; i < map.length; i++) {
            map[i] = map[i] > 0 || Double.isNaN(map[i]) ? map[i] : 0;
        }
        return Tensor64.of(Shape.of(shape.dim(2), shape.dim(3)), map);
    }

    @Override
    default List<Explanation> explain(ScoringModel model, List<Question> questions) {
        DifferentiableModel inside = DifferentiableModel.of(model, name());
        String name = layer().isEmpty() ? last(inside) : layer();
        return Batches.each(questions, model.batch(), some -> {
            Tensor images = Question.images(some);
            DifferentiableModel.At at = inside.at(name, images, Question.targets(some));
            return IntStream.range(0, some.size())
                    .mapToObj(n -> {
                        Tensor64 small =
                                small(Images.range(at.activation(), n, n + 1), Images.range(at.gradient(), n, n + 1));
                        return Explanation.of(this, model, some.get(n), enlarged(small, images.shape()));
                    })
                    .toList();
        });
    }

    @Override
    default Cost cost(Tensor image) {
        return new Cost(0, 1);
    }

    private static String last(DifferentiableModel model) {
        return model.layers().stream()
                .findFirst()
                .orElseThrow(() -> new ExplanationException("the network has no named spatial layer, which CAM methods"
                        + " need: " + model.identity().orElse("it has no name")))
                .name();
    }

    private static Tensor enlarged(Tensor64 small, Shape image) {
        return Enlarged.of(small, image.dim(2), image.dim(3)).rounded();
    }
}
