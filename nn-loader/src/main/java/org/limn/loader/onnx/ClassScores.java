package org.limn.loader.onnx;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Reshape;
import org.limn.autodiff.op.Sigmoid;
import org.limn.autodiff.op.Softmax;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Shape;
import org.limn.loader.Network.Scores;

/** Logits and probabilities from what a graph gives: the end of the graph says which of them that is. */
final class ClassScores {
    /** What a graph ends in. */
    enum Ending {
        LOGITS("the graph ends in logits; probabilities are their softmax"),
        SOFTMAX("the graph ends in a softmax; logits are what it reads"),
        SIGMOID("the graph ends in a sigmoid: every class has a probability of its own; logits are what it reads");

        private final String meaning;

        Ending(String meaning) {
            this.meaning = meaning;
        }

        String meaning() {
            return meaning;
        }
    }

    /** The two results, and how they were told apart. */
    record Found(Scores scores, Ending ending) {}

    private final Lines emit;
    private final int batch;

    ClassScores(Lines emit, int batch) {
        this.emit = emit;
        this.batch = batch;
    }

    /**
     * The scores, if this operand can be one number per image and class: [N,K], or [N,K,1,1] and the like. A squeeze without axes
     * also takes away the axis of a single image: it is looked through.
     */
    Optional<Found> of(GraphValue operand) {
        if (!(operand.type().isFloat() && operand instanceof GraphValue.Computed computed)) {
            return Optional.empty();
        }
        Value value = computed.value();
        while (value.shape().rank() == 1 && value.shape().size() > 1 && op(value) instanceof Reshape) {
            value = source(value);
        }
        Shape s = value.shape();
        boolean fits = s.rank() >= 2
                && s.dim(0) == batch
                && s.toList().subList(1, s.rank()).stream().filter(d -> d != 1).count() <= 1
                && s.size() > 0;
        return fits ? Optional.of(find(value)) : Optional.empty();
    }

    private Found find(Value given) {
        Shape flat = Shape.of(batch, given.shape().size() / batch);
        Value end = given;
        while (op(end) instanceof Reshape) {
            end = source(end);
        }
        @Nullable Op last = op(end);
        boolean softmax = last instanceof Softmax s && end.shape().dim(s.axis()) == flat.dim(1);
        emit.origin("scores");
        if (softmax || last instanceof Sigmoid) {
            Scores scores = new Scores(emit.reshape(source(end), flat), emit.reshape(given, flat));
            return new Found(scores, softmax ? Ending.SOFTMAX : Ending.SIGMOID);
        }
        Value logits = emit.reshape(given, flat);
        return new Found(new Scores(logits, emit.emit(new Softmax(1), logits)), Ending.LOGITS);
    }

    /** What made a value; nothing where that lies before the graph. */
    private @Nullable Op op(Value value) {
        Lines.Line line = emit.line(value);
        return line == null ? null : line.op();
    }

    private Value source(Value value) {
        return Objects.requireNonNull(emit.line(value)).inputs().get(0);
    }
}
