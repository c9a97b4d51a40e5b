package org.limn.autodiff.device.gpu.tape;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.limn.autodiff.op.Abs;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.Affine;
import org.limn.autodiff.op.Atan;
import org.limn.autodiff.op.Clip;
import org.limn.autodiff.op.Cos;
import org.limn.autodiff.op.Div;
import org.limn.autodiff.op.Equal;
import org.limn.autodiff.op.Erf;
import org.limn.autodiff.op.Exp;
import org.limn.autodiff.op.Floor;
import org.limn.autodiff.op.Greater;
import org.limn.autodiff.op.Inside;
import org.limn.autodiff.op.Log;
import org.limn.autodiff.op.Max;
import org.limn.autodiff.op.Min;
import org.limn.autodiff.op.Mul;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Pow;
import org.limn.autodiff.op.Power;
import org.limn.autodiff.op.Relu;
import org.limn.autodiff.op.Round;
import org.limn.autodiff.op.Select;
import org.limn.autodiff.op.Sigmoid;
import org.limn.autodiff.op.Sign;
import org.limn.autodiff.op.Sin;
import org.limn.autodiff.op.Sqrt;
import org.limn.autodiff.op.Step;
import org.limn.autodiff.op.Sub;
import org.limn.autodiff.op.Tanh;

/**
 * The elementwise ops as numbers. A new one is a constant and an entry here, and a line in the kernel's {@code Functions}; its
 * double attributes reach the kernel in the order of its components. Codes from {@link #BINARY} on take two operands.
 */
public final class Words {
    /** No op: the step only brings its operand. */
    public static final int BRING = 0;

    public static final int RELU = 1,
            AFFINE = 2,
            STEP = 3,
            CLIP = 4,
            INSIDE = 5,
            SIGMOID = 6,
            TANH = 7,
            EXP = 8,
            LOG = 9;
    public static final int SQRT = 10,
            POW = 11,
            ERF = 12,
            ABS = 13,
            SIGN = 14,
            FLOOR = 15,
            ROUND = 16,
            SIN = 17,
            COS = 18,
            ATAN = 19;
    public static final int BINARY = 100, ADD = 100, MUL = 101, SUB = 102, DIV = 103, POWER = 104, MAX = 105, MIN = 106;
    public static final int GREATER = 107, EQUAL = 108;

    /** The third operand, taken where the first is not above 0, is in register 3. */
    public static final int SELECT = 200;

    private static final Map<Class<? extends Op>, Integer> CODES = Map.ofEntries(
            entry(Relu.class, RELU),
            entry(Affine.class, AFFINE),
            entry(Step.class, STEP),
            entry(Clip.class, CLIP),
            entry(Inside.class, INSIDE),
            entry(Sigmoid.class, SIGMOID),
            entry(Tanh.class, TANH),
            entry(Exp.class, EXP),
            entry(Log.class, LOG),
            entry(Sqrt.class, SQRT),
            entry(Pow.class, POW),
            entry(Erf.class, ERF),
            entry(Abs.class, ABS),
            entry(Sign.class, SIGN),
            entry(Floor.class, FLOOR),
            entry(Round.class, ROUND),
            entry(Sin.class, SIN),
            entry(Cos.class, COS),
            entry(Atan.class, ATAN),
            entry(Power.class, POWER),
            entry(Max.class, MAX),
            entry(Min.class, MIN),
            entry(Greater.class, GREATER),
            entry(Equal.class, EQUAL),
            entry(Select.class, SELECT),
            entry(Add.class, ADD),
            entry(Mul.class, MUL),
            entry(Sub.class, SUB),
            entry(Div.class, DIV));

    private Words() {}

    /** The code of an elementwise op; nothing for any other op. */
    static Optional<Integer> code(Op op) {
        return Optional.ofNullable(CODES.get(op.getClass()));
    }

    /** The double attributes of an op, in order. */
    static double[] attributes(Op op) {
        return Arrays.stream(op.getClass().getRecordComponents())
                .filter(c -> c.getType() == double.class)
                .mapToDouble(c -> {
                    try {
                        return (double) c.getAccessor().invoke(op);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException("the attributes of an op are public: " + op, e);
                    }
                })
                .toArray();
    }
}
