package org.limn.attribution.gradient;

import java.util.ArrayList;
import java.util.List;
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
        List<Explanation> all = new ArrayList<>();
        for (int from = 0; from < questions.size(); from += model.batch()) {
            List<Question> some = questions.subList(from, Math.min(questions.size(), from + model.batch()));
            Tensor images = Images.concat(some.stream().map(Question::image).toList());
            DifferentiableModel.At at = inside.at(
                    name, images, some.stream().mapToInt(Question::target).toArray());
            for (int i = 0; i < some.size(); i++) {
                Tensor64 small = small(Images.range(at.activation(), i, i + 1), Images.range(at.gradient(), i, i + 1));
                all.add(Explanation.of(this, model, some.get(i), enlarged(small, images.shape())));
            }
        }
        return all;
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
