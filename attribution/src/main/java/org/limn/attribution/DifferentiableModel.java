package org.limn.attribution;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.transform.Gradient;

/** A model whose inside may be looked at: what Grad-CAM, guided backpropagation and their kin need. */
public interface DifferentiableModel extends Model {
    /** The named spatial values, f32[N,C,H,W] with H·W > 1, last first. */
    List<Layer> layers();

    /**
     * Activation and gradient of one score per image at a layer.
     *
     * @throws IllegalArgumentException if there is no such layer, naming those that there are
     */
    At at(String layer, Tensor images, int[] targets);

    /** The same model with another rule of differentiation. */
    DifferentiableModel with(Gradient.Rule rule);

    /**
     * The model seen from inside.
     *
     * @throws IllegalArgumentException if it shows only scores and gradients
     */
    static DifferentiableModel of(Model model) {
        if (model instanceof DifferentiableModel inside) {
            return inside;
        }
        throw new IllegalArgumentException("this method looks inside a network, which " + model.identity()
                + " does not show: it has scores and gradients only; give a ProgramModel");
    }

    /** A named value and its shape for one image. */
    record Layer(String name, Shape shape) {}

    /** What a layer holds for some images, and the gradients of their scores with respect to it; both f32[N,C,H,W]. */
    record At(Tensor activation, Tensor gradient) {}
}
