package org.limn.autodiff.device.cpu.array;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.limn.autodiff.op.Erf;
import org.limn.autodiff.op.Exp;
import org.limn.autodiff.op.Log;
import org.limn.autodiff.op.Sigmoid;
import org.limn.autodiff.op.Tanh;
import org.limn.autodiff.op.Unary;

/** Our own polynomials against the definitions in float64. */
class ScalarFunctionsTest {
    private static final int N = 1 << 16;

    /** One function: how far from the definition it may be, in units in the last place of the result. */
    record Case(Unary op, DoubleUnaryOperator ours, double ulps) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case(new Exp(), x -> ScalarFunctions.exp((float) x), 1.1),
                new Case(new Log(), x -> ScalarFunctions.log((float) x), 1.1),
                new Case(new Tanh(), x -> ScalarFunctions.tanh((float) x), 2),
                new Case(new Sigmoid(), x -> ScalarFunctions.sigmoid((float) x), 2.1),
                new Case(new Erf(), x -> ScalarFunctions.erf((float) x), 1.6));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWithinAFewUnitsInTheLastPlace(Case c) {
        for (float x : arguments()) {
            double exact = c.op.apply(x);
            float got = (float) c.ours.applyAsDouble(x);
            double ulp = Math.max(Math.ulp((float) Math.min(Math.abs(exact), Float.MAX_VALUE)), Float.MIN_VALUE);
            boolean good = Float.isNaN((float) exact) || Float.isInfinite((float) exact)
                    ? Float.compare(got, (float) exact) == 0
                    : Math.abs(got - exact) <= c.ulps * ulp;
            assertThat(good)
                    .as("%s(%s) = %s, off by %s ulp", c.op.word(), x, got, (got - exact) / ulp)
                    .isTrue();
        }
    }

    /** The second call is of the interpreter or a first compiler, the last of C2; the run lengths leave every rest. */
    @ParameterizedTest
    @MethodSource("cases")
    void hasTheSameBitsInVectorsAndInRests(Case c) {
        float[] x = arguments(), y = new float[N], z = new float[2 * N];
        for (int call = 0; call < 3; call++) {
            for (int from = 0, n = 1; from < N; from += n, n = n % 67 + 1) {
                apply(c.op, x, from, Math.min(n, N - from), y, z);
            }
            for (int i = 0; i < N; i++) {
                assertThat(Float.floatToIntBits(y[i]))
                        .as("%s(%s)", c.op.word(), x[i])
                        .isEqualTo(Float.floatToIntBits((float) c.ours.applyAsDouble(x[i])));
            }
        }
    }

    private static void apply(Unary op, float[] x, int from, int n, float[] y, float[] scratch) {
        List<Loop> loops = new VectorArrayLoops().of(op);
        float[] b = x;
        int j = from;
        for (int k = 0; k < loops.size(); k++) {
            boolean last = k == loops.size() - 1;
            loops.get(k).run(x, from, b, j, last ? y : scratch, last ? from : k * N, n);
            b = scratch;
            j = k * N;
        }
    }

    /** Numbers of every magnitude, dense around 1, and the special ones. */
    private static float[] arguments() {
        SplittableRandom random = new SplittableRandom(11);
        float[] x = new float[N];
        for (int i = 0; i < N; i++) {
            x[i] = i % 3 == 0
                    ? Float.intBitsToFloat(random.nextInt())
                    : (float) random.nextDouble(i % 3 == 1 ? -10 : -110, i % 3 == 1 ? 10 : 110);
        }
        float[] special = {
            0,
            -0f,
            1,
            -1,
            Float.MIN_VALUE,
            Float.MIN_NORMAL,
            Float.MAX_VALUE,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            0.625f,
            88.72283f,
            88.7229f,
            -103.97f
        };
        System.arraycopy(special, 0, x, 0, special.length);
        return x;
    }
}
