package org.limn.attribution;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.transform.Gradient;

/**
 * A model around another, whose answers it passes on: what caching, counting and watching models extend. It shows what the other
 * shows: {@link Model#of} and {@link DifferentiableModel#of} look through it.
 */
public abstract class ForwardingModel implements DifferentiableModel {
    private final ScoringModel model;

    protected ForwardingModel(ScoringModel model) {
        this.model = model;
    }

    /** The innermost model. */
    static ScoringModel inmost(ScoringModel model) {
        return model instanceof ForwardingModel outer ? inmost(outer.model) : model;
    }

    /** This kind of model around another one: the same network with another rule of differentiation. */
    protected abstract ForwardingModel around(DifferentiableModel other);

    /** Hears of every answer that the model gave: for so many images only scores, for so many gradients. */
    protected void answered(Cost cost) {}

    @Override
    public void heard(Sampled soFar) {
        model.heard(soFar);
    }

    @Override
    public Tensor scores(Tensor images) {
        Tensor scores = model.scores(images);
        answered(new Cost(images.shape().dim(0), 0));
        return scores;
    }

    @Override
    public Tensor gradients(Tensor images, int[] targets) {
        Tensor gradients = Model.of(model, "this").gradients(images, targets);
        answered(new Cost(0, targets.length));
        return gradients;
    }

    @Override
    public Differentiated differentiate(Tensor images, int[] targets) {
        Differentiated both = Model.of(model, "this").differentiate(images, targets);
        answered(new Cost(0, targets.length));
        return both;
    }

    @Override
    public At at(String layer, Tensor images, int[] targets) {
        At at = inside().at(layer, images, targets);
        answered(new Cost(0, targets.length));
        return at;
    }

    @Override
    public DifferentiableModel with(Gradient.Rule rule) {
        return around(inside().with(rule));
    }

    @Override
    public List<Layer> layers() {
        return inside().layers();
    }

    @Override
    public Optional<Program> program() {
        return inside().program();
    }

    @Override
    public ProgramModel changed(UnaryOperator<Program> change) {
        return inside().changed(change);
    }

    private DifferentiableModel inside() {
        return DifferentiableModel.of(model, "this");
    }

    @Override
    public int batch() {
        return model.batch();
    }

    @Override
    public OptionalInt classes() {
        return model.classes();
    }

    @Override
    public Optional<String> identity() {
        return model.identity();
    }
}
