package org.limn.attribution;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.limn.autodiff.program.Program;
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
     * @throws ExplanationException if there is no such layer, naming those that there are
     */
    At at(String layer, Tensor images, int[] targets);

    /** The same model with another rule of differentiation. */
    DifferentiableModel with(Gradient.Rule rule);

    /** The program of one image, if this model is one. */
    default Optional<Program> program() {
        return Optional.empty();
    }

    /**
     * The same model of a changed program, such as one with {@linkplain Weights other weights}. The caller closes it before this
     * one.
     *
     * @param change what becomes of the program of any batch
     * @throws ExplanationException if this model is no program
     */
    default ProgramModel changed(UnaryOperator<Program> change) {
        throw new ExplanationException("only a ProgramModel can be changed, this model is "
                + identity().orElse("another"));
    }

    /**
     * The model seen from inside.
     *
     * @param method who asks, by name
     * @throws ExplanationException if it shows only scores, or scores and gradients
     */
    static DifferentiableModel of(ScoringModel model, String method) {
        ScoringModel inmost = ForwardingModel.inmost(model);
        if (inmost instanceof DifferentiableModel) {
            return (DifferentiableModel) model;
        }
        throw new ExplanationException(method + " looks inside a network, which "
                + model.identity().orElse("this model") + " does not show: it has scores "
                + (inmost instanceof Model ? "and gradients only" : "only") + "; give a ProgramModel");
    }

    /** A named value and its shape for one image. */
    record Layer(String name, Shape shape) {}

    /** What a layer holds for some images, and the gradients of their scores with respect to it; both f32[N,C,H,W]. */
    record At(Tensor activation, Tensor gradient) {}
}
