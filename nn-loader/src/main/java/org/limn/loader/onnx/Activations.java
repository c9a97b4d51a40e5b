package org.limn.loader.onnx;

import static org.limn.loader.onnx.Operator.line;
import static org.limn.loader.onnx.Operator.one;

import java.util.List;
import org.limn.autodiff.op.Abs;
import org.limn.autodiff.op.Clip;
import org.limn.autodiff.op.Erf;
import org.limn.autodiff.op.Exp;
import org.limn.autodiff.op.Log;
import org.limn.autodiff.op.Relu;
import org.limn.autodiff.op.Reshape;
import org.limn.autodiff.op.Sigmoid;
import org.limn.autodiff.op.Step;
import org.limn.autodiff.op.Tanh;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Shape;

/** Functions of one element that networks put between their layers. */
final class Activations {
    static final List<Operator> TABLE = List.of(
            one("Relu", 1, 1, 1, "consumed_inputs", n -> n.apply(new Relu(), n.in(0))),
            line("Sigmoid", 1, 1, 1, "consumed_inputs", n -> n.emit().emit(new Sigmoid(), n.value(0))),
            line("Tanh", 1, 1, 1, "consumed_inputs", n -> n.emit().emit(new Tanh(), n.value(0))),
            line("LeakyRelu", 1, 1, 1, "alpha consumed_inputs", Activations::leakyRelu),
            line("PRelu", 1, 2, 2, "consumed_inputs", Activations::pRelu),
            line(
                    "Elu",
                    1,
                    1,
                    1,
                    "alpha consumed_inputs",
                    n -> elu(n, n.attributes().real("alpha", 1), 1, 1)),
            line("Selu", 1, 1, 1, "alpha gamma consumed_inputs", Activations::selu),
            line("Celu", 12, 1, 1, "alpha", Activations::celu),
            line("ThresholdedRelu", 10, 1, 1, "alpha", Activations::thresholdedRelu),
            line("HardSigmoid", 1, 1, 1, "alpha beta consumed_inputs", Activations::hardSigmoid),
            line("HardSwish", 14, 1, 1, "", n -> n.emit().mul(n.value(0), ramp(n.emit(), n.value(0), 1 / 6.0, 0.5))),
            line("Softplus", 1, 1, 1, "", n -> softplus(n.emit(), n.value(0))),
            line("Softsign", 1, 1, 1, "", Activations::softsign),
            line("Mish", 18, 1, 1, "", Activations::mish),
            line("Gelu", 20, 1, 1, "approximate", Activations::gelu),
            line("Shrink", 9, 1, 1, "bias lambd", Activations::shrink));

    private Activations() {}

    /** {@code α·x + (1 − α)·relu(x)}; at 0 the slope is α, as in PyTorch. */
    private static Value leakyRelu(Node n) {
        Lines emit = n.emit();
        double alpha = n.attributes().real("alpha", 0.01f);
        Value x = n.value(0);
        return emit.add(emit.scale(x, alpha), emit.scale(emit.emit(new Relu(), x), 1 - alpha));
    }

    /**
     * {@code relu(x) + slope·min(x, 0)}; at 0 the slope is the one below, as in PyTorch. Before operator set 7 a vector of slopes is
     * one per channel.
     */
    private static Value pRelu(Node n) {
        Lines emit = n.emit();
        Value x = n.value(0);
        GraphValue slope = n.in(1);
        if (n.version() < 7 && slope.shape().rank() == 1 && slope.shape().size() > 1) {
            slope = Broadcasting.perChannel(emit, slope, x.shape().rank());
        }
        Value wide = emit.value(Broadcasting.stretch(emit, slope, x.shape()));
        return emit.add(emit.emit(new Relu(), x), emit.mul(wide, below(emit, x)));
    }

    /** {@code relu(x) + α·(e^(min(x, 0)/width) − 1)}, all of it times gamma. */
    private static Value elu(Node n, double alpha, double width, double gamma) {
        Lines emit = n.emit();
        Value x = n.value(0);
        Value curve = emit.affine(emit.emit(new Exp(), emit.scale(below(emit, x), 1 / width)), alpha, -alpha);
        return emit.scale(emit.add(emit.emit(new Relu(), x), curve), gamma);
    }

    private static Value selu(Node n) {
        boolean first = n.version() < 6;
        double alpha = n.attributes().real("alpha", first ? 1.6732f : 1.6732632f);
        return elu(n, alpha, 1, n.attributes().real("gamma", first ? 1.0507f : 1.050701f));
    }

    private static Value celu(Node n) {
        double alpha = n.attributes().real("alpha", 1);
        return elu(n, alpha, alpha, 1);
    }

    private static Value thresholdedRelu(Node n) {
        Value x = n.value(0);
        Value above =
                n.emit().emit(new Step(), n.emit().affine(x, 1, -n.attributes().real("alpha", 1)));
        return n.emit().mul(x, above);
    }

    private static Value hardSigmoid(Node n) {
        return ramp(
                n.emit(),
                n.value(0),
                n.attributes().real("alpha", 0.2f),
                n.attributes().real("beta", 0.5f));
    }

    private static Value ramp(Lines emit, Value x, double slope, double offset) {
        return emit.emit(new Clip(0, 1), emit.affine(x, slope, offset));
    }

    /** {@code min(x, 0)}; its slope at 0 is 1, where that of relu is 0, so that the two add up to x and to its slope. */
    private static Value below(Lines emit, Value x) {
        return emit.emit(new Clip(Double.NEGATIVE_INFINITY, 0), x);
    }

    /**
     * {@code log(1 + eˣ) = relu(x) + log(1 + e^−|x|)}, which does not overflow. {@code −|x|} is written {@code min(x, 0) − relu(x)}:
     * that has slope 1 at 0, and the whole the right one, ½; by |x|, whose slope there is 0, it would be 0.
     */
    private static Value softplus(Lines emit, Value x) {
        Value above = emit.emit(new Relu(), x);
        Value small = emit.emit(new Exp(), emit.sub(below(emit, x), above));
        return emit.add(above, emit.emit(new Log(), emit.affine(small, 1, 1)));
    }

    private static Value softsign(Node n) {
        Value x = n.value(0);
        return n.emit().div(x, n.emit().affine(n.emit().emit(new Abs(), x), 1, 1));
    }

    private static Value mish(Node n) {
        Value x = n.value(0);
        return n.emit().mul(x, n.emit().emit(new Tanh(), softplus(n.emit(), x)));
    }

    private static Value gelu(Node n) {
        Lines emit = n.emit();
        Value x = n.value(0);
        String approximate = n.attributes().text("approximate", "none");
        Value curve =
                switch (approximate) {
                    case "none" -> emit.emit(new Erf(), emit.scale(x, Math.sqrt(0.5)));
                    case "tanh" -> {
                        Value cube = emit.mul(emit.mul(x, x), x);
                        yield emit.emit(
                                new Tanh(),
                                emit.scale(emit.add(x, emit.scale(cube, 0.044715)), Math.sqrt(2 / Math.PI)));
                    }
                    default ->
                        throw OnnxException.corrupt(
                                "attribute 'approximate' is 'none' or 'tanh', got '" + approximate + "'");
                };
        return emit.mul(emit.scale(x, 0.5), emit.affine(curve, 1, 1));
    }

    /** {@code x + bias} below −λ, {@code x − bias} above λ, 0 between. */
    private static Value shrink(Node n) {
        Lines emit = n.emit();
        double bias = n.attributes().real("bias", 0), lambda = n.attributes().real("lambd", 0.5f);
        Value x = n.value(0);
        Value above = emit.emit(new Step(), emit.affine(x, 1, -lambda));
        Value below = emit.emit(new Step(), emit.affine(x, -1, -lambda));
        return emit.add(emit.mul(above, emit.affine(x, 1, -bias)), emit.mul(below, emit.affine(x, 1, bias)));
    }

    /** What an operator computes along one axis after flattening, as Softmax and its kin before operator set 13. */
    static Value flattened(Node n, java.util.function.BiFunction<Value, Integer, Value> alongAxis) {
        Value x = n.value(0);
        Shape s = x.shape();
        if (n.version() >= 13) {
            return alongAxis.apply(x, n.axisAttribute(-1, s.rank()));
        }
        int axis = (int) n.attributes().integer("axis", 1) == s.rank() ? s.rank() : n.axisAttribute(1, s.rank());
        if (axis < s.rank() && s.count(axis + 1, s.rank()) == 1) {
            return alongAxis.apply(x, axis);
        }
        Value flat = n.emit().emit(new Reshape(Shape.of(s.count(0, axis), s.count(axis, s.rank()))), x);
        return n.emit().reshape(alongAxis.apply(flat, 1), s);
    }
}
