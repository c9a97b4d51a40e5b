package org.limn.loader.onnx;

import static org.limn.loader.onnx.Operator.line;

import java.util.List;
import org.limn.autodiff.op.Atan;
import org.limn.autodiff.op.Cos;
import org.limn.autodiff.op.Exp;
import org.limn.autodiff.op.Log;
import org.limn.autodiff.op.Sin;
import org.limn.autodiff.op.Sqrt;
import org.limn.autodiff.op.Step;
import org.limn.autodiff.op.Value;

/** Circular and hyperbolic functions and their inverses, by sine, cosine, arc tangent, exponential and logarithm. */
final class Trigonometry {
    static final List<Operator> TABLE = List.of(
            line("Sin", 7, 1, 1, "", n -> n.emit().emit(new Sin(), n.value(0))),
            line("Cos", 7, 1, 1, "", n -> n.emit().emit(new Cos(), n.value(0))),
            line("Tan", 7, 1, 1, "", Trigonometry::tan),
            line("Asin", 7, 1, 1, "", n -> asin(n.emit(), n.value(0))),
            line("Acos", 7, 1, 1, "", n -> n.emit().affine(asin(n.emit(), n.value(0)), -1, Math.PI / 2)),
            line("Atan", 7, 1, 1, "", n -> n.emit().emit(new Atan(), n.value(0))),
            line("Sinh", 9, 1, 1, "", n -> halfSum(n.emit(), n.value(0), -1)),
            line("Cosh", 9, 1, 1, "", n -> halfSum(n.emit(), n.value(0), 1)),
            line("Asinh", 9, 1, 1, "", n -> asinh(n.emit(), n.value(0))),
            line("Acosh", 9, 1, 1, "", n -> acosh(n.emit(), n.value(0))),
            line("Atanh", 9, 1, 1, "", n -> atanh(n.emit(), n.value(0))));

    private Trigonometry() {}

    private static Value tan(Node n) {
        Value x = n.value(0);
        return n.emit().div(n.emit().emit(new Sin(), x), n.emit().emit(new Cos(), x));
    }

    /** {@code atan(x/√((1 − x)(1 + x)))}; at ±1 the quotient is infinite and the result right. */
    private static Value asin(Lines emit, Value x) {
        Value square = emit.mul(emit.affine(x, -1, 1), emit.affine(x, 1, 1));
        return emit.emit(new Atan(), emit.div(x, emit.emit(new Sqrt(), square)));
    }

    /** {@code (eˣ + sign·e⁻ˣ)/2}. */
    private static Value halfSum(Lines emit, Value x, double sign) {
        Value up = emit.emit(new Exp(), x), down = emit.emit(new Exp(), emit.scale(x, -1));
        return emit.scale(emit.add(up, emit.scale(down, sign)), 0.5);
    }

    /**
     * {@code σ·log(σx + √(x² + 1))} with {@code σ = ±1} the side of 0 on which x is, which does not cancel for negative x. At 0 σ
     * is 1, not 0 as sign(x) is: the derivative is {@code σ²/√(x² + 1)}.
     */
    private static Value asinh(Lines emit, Value x) {
        Value side = emit.affine(emit.emit(new Step(), emit.scale(x, -1)), -2, 1);
        Value root = emit.emit(new Sqrt(), emit.affine(emit.mul(x, x), 1, 1));
        return emit.mul(side, logarithm(emit, emit.add(emit.mul(side, x), root)));
    }

    private static Value acosh(Lines emit, Value x) {
        Value square = emit.mul(emit.affine(x, 1, -1), emit.affine(x, 1, 1));
        return logarithm(emit, emit.add(x, emit.emit(new Sqrt(), square)));
    }

    private static Value atanh(Lines emit, Value x) {
        Value ratio = emit.div(emit.affine(x, 1, 1), emit.affine(x, -1, 1));
        return emit.scale(logarithm(emit, ratio), 0.5);
    }

    private static Value logarithm(Lines emit, Value x) {
        return emit.emit(new Log(), x);
    }
}
