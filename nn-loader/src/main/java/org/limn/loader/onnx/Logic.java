package org.limn.loader.onnx;

import static org.limn.loader.onnx.Operator.one;

import java.util.List;
import org.limn.autodiff.op.Abs;
import org.limn.autodiff.op.Affine;
import org.limn.autodiff.op.Equal;
import org.limn.autodiff.op.Greater;
import org.limn.autodiff.op.Max;
import org.limn.autodiff.op.Mul;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Select;
import org.limn.autodiff.op.Sub;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Shape;
import org.limn.loader.onnx.GraphValue.Computed;

/** Comparisons and choices; true is 1 and false is 0. */
final class Logic {
    private static final String LEGACY = "axis broadcast";

    static final List<Operator> TABLE = List.of(
            one("Equal", 1, 2, 2, LEGACY, n -> compare(n, new Equal(), false)),
            one("Greater", 1, 2, 2, LEGACY, n -> compare(n, new Greater(), false)),
            one("Less", 1, 2, 2, LEGACY, n -> compare(n, new Greater(), true)),
            one("GreaterOrEqual", 12, 2, 2, "", n -> orEqual(n, false)),
            one("LessOrEqual", 12, 2, 2, "", n -> orEqual(n, true)),
            one("And", 1, 2, 2, LEGACY, n -> compare(n, new Mul(), false)),
            one("Or", 1, 2, 2, LEGACY, n -> compare(n, new Max(), false)),
            one("Xor", 1, 2, 2, LEGACY, n -> n.emit().apply(new Abs(), DType.BOOL, compare(n, new Sub(), false))),
            one("Not", 1, 1, 1, "", n -> not(n.emit(), n.in(0))),
            one("Where", 9, 3, 3, "", Logic::where),
            one("IsNaN", 9, 1, 1, "", n -> not(n.emit(), bool(n.emit().emit(new Equal(), n.value(0), n.value(0))))),
            one("IsInf", 10, 1, 1, "detect_negative detect_positive", Logic::isInf));

    private Logic() {}

    private static GraphValue bool(Value value) {
        return new Computed(DType.BOOL, value);
    }

    private static GraphValue compare(Node n, Op op, boolean swapped) {
        GraphValue a = n.in(0), b = Arithmetic.legacy(n, a, n.in(1));
        return swapped ? pairwise(n.emit(), op, b, a) : pairwise(n.emit(), op, a, b);
    }

    private static GraphValue pairwise(Lines lines, Op op, GraphValue a, GraphValue b) {
        Shape shape = Broadcasting.common(a.shape(), b.shape());
        return lines.apply(
                op, DType.BOOL, Broadcasting.stretch(lines, a, shape), Broadcasting.stretch(lines, b, shape));
    }

    private static GraphValue orEqual(Node n, boolean swapped) {
        return pairwise(n.emit(), new Max(), compare(n, new Greater(), swapped), compare(n, new Equal(), false));
    }

    private static GraphValue not(Lines lines, GraphValue x) {
        return lines.apply(new Affine(-1, 1), DType.BOOL, x);
    }

    private static GraphValue where(Node n) {
        Shape shape = Broadcasting.common(n.all());
        Lines lines = n.emit();
        return lines.apply(
                new Select(),
                n.type(1),
                Broadcasting.stretch(lines, n.in(0), shape),
                Broadcasting.stretch(lines, n.in(1), shape),
                Broadcasting.stretch(lines, n.in(2), shape));
    }

    private static GraphValue isInf(Node n) {
        Lines emit = n.emit();
        boolean above = n.attributes().flag("detect_positive", true),
                below = n.attributes().flag("detect_negative", true);
        Value x = n.value(0);
        Value seen = above && below ? emit.emit(new Abs(), x) : emit.scale(x, above || !below ? 1 : -1);
        Value limit = emit.constant(org.limn.autodiff.tensor.Tensor.filled(
                Shape.of(x.shape().toList().stream().map(d -> 1).toList()),
                above || below ? Float.POSITIVE_INFINITY : Float.NaN));
        return bool(emit.emit(new Equal(), seen, emit.broadcast(limit, x.shape())));
    }
}
