package org.limn.loader.onnx;

import static org.limn.loader.onnx.Operator.ANY;
import static org.limn.loader.onnx.Operator.line;
import static org.limn.loader.onnx.Operator.one;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.limn.autodiff.op.Abs;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.Affine;
import org.limn.autodiff.op.Clip;
import org.limn.autodiff.op.Div;
import org.limn.autodiff.op.Erf;
import org.limn.autodiff.op.Exp;
import org.limn.autodiff.op.Floor;
import org.limn.autodiff.op.Log;
import org.limn.autodiff.op.Max;
import org.limn.autodiff.op.Min;
import org.limn.autodiff.op.Mul;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Pow;
import org.limn.autodiff.op.Power;
import org.limn.autodiff.op.Reshape;
import org.limn.autodiff.op.Round;
import org.limn.autodiff.op.Sign;
import org.limn.autodiff.op.Sqrt;
import org.limn.autodiff.op.Sub;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.loader.onnx.GraphValue.Computed;
import org.limn.loader.onnx.GraphValue.Known;

/**
 * Arithmetic element by element. With a single number that is known at import it is one {@link Affine} or {@link Pow} line and
 * no broadcast; among whole numbers that are known it is done at import, with an integer's division and overflow.
 */
final class Arithmetic {
    private static final String LEGACY = "axis broadcast consumed_inputs";

    static final List<Operator> TABLE = List.of(
            one("Add", 1, 2, 2, LEGACY, n -> add(n.emit(), n.in(0), second(n))),
            one("Sub", 1, 2, 2, LEGACY, n -> sub(n, n.in(0), second(n))),
            one("Mul", 1, 2, 2, LEGACY, n -> mul(n, n.in(0), second(n))),
            one("Div", 1, 2, 2, LEGACY, n -> div(n, n.in(0), second(n))),
            one("Pow", 1, 2, 2, LEGACY, n -> pow(n, n.in(0), second(n))),
            one("Mod", 10, 2, 2, "fmod", Arithmetic::mod),
            one("Sum", 1, 1, ANY, "consumed_inputs", n -> sum(n)),
            one("Mean", 1, 1, ANY, "consumed_inputs", Arithmetic::mean),
            one("Max", 1, 1, ANY, "consumed_inputs", n -> reduce(n, new Max())),
            one("Min", 1, 1, ANY, "consumed_inputs", n -> reduce(n, new Min())),
            one("Clip", 1, 1, 1, "consumed_inputs max min", Arithmetic::clipByAttributes),
            one("Clip", 11, 1, 3, "", Arithmetic::clip),
            one("Neg", 1, 1, 1, "consumed_inputs", n -> wrapped(n.apply(new Affine(-1, 0), n.in(0)))),
            one("Abs", 1, 1, 1, "consumed_inputs", n -> n.apply(new Abs(), n.in(0))),
            one("Sign", 9, 1, 1, "", n -> n.apply(new Sign(), n.in(0))),
            one("Floor", 1, 1, 1, "consumed_inputs", n -> n.apply(new Floor(), n.in(0))),
            one("Round", 11, 1, 1, "", n -> n.apply(new Round(), n.in(0))),
            line("Ceil", 1, 1, 1, "consumed_inputs", n -> ceil(n.emit(), n.value(0))),
            line("Exp", 1, 1, 1, "consumed_inputs", n -> n.emit().emit(new Exp(), n.value(0))),
            line("Log", 1, 1, 1, "consumed_inputs", n -> n.emit().emit(new Log(), n.value(0))),
            line("Sqrt", 1, 1, 1, "consumed_inputs", n -> n.emit().emit(new Sqrt(), n.value(0))),
            line("Erf", 9, 1, 1, "", n -> n.emit().emit(new Erf(), n.value(0))),
            line("Reciprocal", 1, 1, 1, "consumed_inputs", n -> n.emit().emit(new Pow(-1), n.value(0))));

    private Arithmetic() {}

    /** The second input; before operator set 7 it could say at which axis of the first it stands. */
    private static GraphValue second(Node n) {
        return legacy(n, n.in(0), n.in(1));
    }

    static GraphValue legacy(Node n, GraphValue a, GraphValue b) {
        if (n.version() >= 7
                || !n.attributes().flag("broadcast", false)
                || !n.attributes().has("axis")) {
            return b;
        }
        int axis = n.axisAttribute(0, a.shape().rank());
        return n.apply(
                new Reshape(Broadcasting.placed(b.shape(), axis, a.shape().rank())), b);
    }

    static GraphValue add(Lines lines, GraphValue a, GraphValue b) {
        OptionalDouble left = scalar(lines, a, b), right = scalar(lines, b, a);
        if (right.isPresent()) {
            return affine(lines, a, 1, right.getAsDouble());
        }
        return left.isPresent() ? affine(lines, b, 1, left.getAsDouble()) : pairwise(lines, new Add(), a, b);
    }

    private static GraphValue sub(Node n, GraphValue a, GraphValue b) {
        OptionalDouble left = scalar(n.emit(), a, b), right = scalar(n.emit(), b, a);
        if (right.isPresent()) {
            return affine(n.emit(), a, 1, -right.getAsDouble());
        }
        return left.isPresent() ? affine(n.emit(), b, -1, left.getAsDouble()) : pairwise(n.emit(), new Sub(), a, b);
    }

    private static GraphValue mul(Node n, GraphValue a, GraphValue b) {
        OptionalDouble left = scalar(n.emit(), a, b), right = scalar(n.emit(), b, a);
        if (right.isPresent()) {
            return affine(n.emit(), a, right.getAsDouble(), 0);
        }
        return left.isPresent() ? affine(n.emit(), b, left.getAsDouble(), 0) : pairwise(n.emit(), new Mul(), a, b);
    }

    private static GraphValue div(Node n, GraphValue a, GraphValue b) {
        OptionalDouble right = scalar(n.emit(), b, a);
        if (a.type().isWhole()) {
            return truncated(n.emit(), pairwise(n.emit(), new Div(), a, b));
        }
        return right.isPresent()
                ? affine(n.emit(), a, 1 / right.getAsDouble(), 0)
                : pairwise(n.emit(), new Div(), a, b);
    }

    private static GraphValue pow(Node n, GraphValue a, GraphValue b) {
        OptionalDouble exponent = scalar(n.emit(), b, a);
        if (exponent.isEmpty() || a instanceof Known) {
            GraphValue base = new Computed(a.type(), n.emit().value(a));
            boolean both = a instanceof Known && b instanceof Known;
            GraphValue power = pairwise(n.emit(), new Power(), both ? a : base, b);
            return a.type().isWhole() ? truncated(n.emit(), power) : power;
        }
        return new Computed(a.type(), power(n.emit(), n.emit().value(a), exponent.getAsDouble()));
    }

    /** {@code x^exponent} in the plainest words. */
    static Value power(Lines emit, Value x, double exponent) {
        if (exponent == 1) {
            return x;
        } else if (exponent == 2) {
            return emit.mul(x, x);
        }
        return emit.emit(exponent == 0.5 ? new Sqrt() : new Pow(exponent), x);
    }

    /** The remainder with the divisor's sign, or with {@code fmod} with the dividend's. */
    private static GraphValue mod(Node n) {
        GraphValue a = n.in(0), b = n.in(1);
        boolean fmod = n.attributes().flag("fmod", false);
        if (!fmod && a.type().isFloat()) {
            throw OnnxException.corrupt("the remainder of floats is only defined with fmod = 1");
        }
        GraphValue ratio = pairwise(n.emit(), new Div(), a, b);
        GraphValue quotient = fmod ? truncated(n.emit(), ratio) : n.apply(new Floor(), ratio);
        return pairwise(n.emit(), new Sub(), a, pairwise(n.emit(), new Mul(), quotient, b));
    }

    private static GraphValue sum(Node n) {
        GraphValue total = n.in(0);
        for (int i = 1; i < n.inputs(); i++) {
            total = add(n.emit(), total, n.in(i));
        }
        return total;
    }

    private static GraphValue mean(Node n) {
        return affine(n.emit(), sum(n), 1.0 / n.inputs(), 0);
    }

    private static GraphValue reduce(Node n, Op op) {
        GraphValue result = n.in(0);
        for (int i = 1; i < n.inputs(); i++) {
            result = pairwise(n.emit(), op, result, n.in(i));
        }
        return result;
    }

    private static GraphValue clipByAttributes(Node n) {
        double min = n.attributes().real("min", -Float.MAX_VALUE),
                max = n.attributes().real("max", Float.MAX_VALUE);
        return n.apply(new Clip(unbounded(min), unbounded(max)), n.in(0));
    }

    /** The format's "no bound" is the greatest float32; we say it as infinity. */
    private static double unbounded(double bound) {
        return Math.abs(bound) == Float.MAX_VALUE ? bound * Double.POSITIVE_INFINITY : bound;
    }

    private static GraphValue clip(Node n) {
        OptionalDouble min = bound(n, 1, Double.NEGATIVE_INFINITY), max = bound(n, 2, Double.POSITIVE_INFINITY);
        if (min.isPresent() && max.isPresent()) {
            return n.apply(new Clip(unbounded(min.getAsDouble()), unbounded(max.getAsDouble())), n.in(0));
        }
        GraphValue x = n.has(1) ? pairwise(n.emit(), new Max(), n.in(0), n.in(1)) : n.in(0);
        return n.has(2) ? pairwise(n.emit(), new Min(), x, n.in(2)) : x;
    }

    private static OptionalDouble bound(Node n, int i, double otherwise) {
        return n.has(i) ? n.scalar(n.in(i)) : OptionalDouble.of(otherwise);
    }

    static Value ceil(Lines emit, Value x) {
        return emit.scale(emit.emit(new Floor(), emit.scale(x, -1)), -1);
    }

    /** Towards zero, as whole numbers divide. */
    static GraphValue truncated(Lines lines, GraphValue x) {
        if (x instanceof Known known) {
            return map(known, d -> d < 0 ? Math.ceil(d) : Math.floor(d));
        }
        Value v = lines.value(x);
        Value size = lines.emit(new Floor(), lines.emit(new Abs(), v));
        return new Computed(x.type(), lines.mul(lines.emit(new Sign(), v), size));
    }

    private static Known map(Known known, UnaryOperator<Double> f) {
        double[] data = known.numbers().data().clone();
        for (int i = 0; i < data.length; i++) {
            data[i] = known.type().wrap(f.apply(data[i]));
        }
        return new Known(known.type(), Tensor64.of(known.shape(), data));
    }

    /** An integer's overflow. */
    static GraphValue wrapped(GraphValue x) {
        return x instanceof Known known ? map(known, d -> d) : x;
    }

    /** The op on both, stretched to one shape. */
    static GraphValue pairwise(Lines lines, Op op, GraphValue a, GraphValue b) {
        var shape = Broadcasting.common(a.shape(), b.shape());
        GraphValue x = Broadcasting.stretch(lines, a, shape), y = Broadcasting.stretch(lines, b, shape);
        boolean division = op instanceof Div || op instanceof Power;
        GraphValue result = lines.apply(op, a.type(), x, y);
        return division ? result : wrapped(result);
    }

    /** The number that {@code one} is, if it may stand as an attribute beside {@code other}: it must not add dimensions. */
    private static OptionalDouble scalar(Lines lines, GraphValue one, GraphValue other) {
        boolean fits =
                one.shape().size() == 1 && one.shape().rank() <= other.shape().rank();
        if (!fits || (one instanceof Known && other instanceof Known)) {
            return OptionalDouble.empty();
        } else if (one instanceof Known known) {
            return OptionalDouble.of(known.numbers().data()[0]);
        }
        Value value = ((Computed) one).value();
        return lines.isConstant(value) ? OptionalDouble.of(lines.exact(value).data()[0]) : OptionalDouble.empty();
    }

    /** {@code scale·x + offset}, joined with such a line before it. */
    static GraphValue affine(Lines lines, GraphValue x, double scale, double offset) {
        Value v = lines.value(x);
        Lines.Line line = lines.line(v);
        if (line != null && line.op() instanceof Affine inner) {
            double all = scale * inner.scale();
            return new Computed(x.type(), lines.affine(line.inputs().get(0), all, scale * inner.offset() + offset));
        }
        return new Computed(x.type(), lines.affine(v, scale, offset));
    }
}
