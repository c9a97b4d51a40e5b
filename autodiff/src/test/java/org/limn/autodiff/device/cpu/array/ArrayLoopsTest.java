package org.limn.autodiff.device.cpu.array;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.limn.autodiff.op.Abs;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.Affine;
import org.limn.autodiff.op.Clip;
import org.limn.autodiff.op.Div;
import org.limn.autodiff.op.Erf;
import org.limn.autodiff.op.Exp;
import org.limn.autodiff.op.Inside;
import org.limn.autodiff.op.Log;
import org.limn.autodiff.op.Max;
import org.limn.autodiff.op.Min;
import org.limn.autodiff.op.Mul;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Pow;
import org.limn.autodiff.op.Relu;
import org.limn.autodiff.op.Sigmoid;
import org.limn.autodiff.op.Sqrt;
import org.limn.autodiff.op.Step;
import org.limn.autodiff.op.Sub;
import org.limn.autodiff.op.Tanh;

/** Both kernel sets, loop by loop, at every length up to four vectors and some. */
class ArrayLoopsTest {
    private static final int MOST = 70;

    private final ArrayLoops vector = new VectorArrayLoops();
    private final ArrayLoops scalar = new ScalarArrayLoops();
    private final SplittableRandom random = new SplittableRandom(9);

    static List<Op> ops() {
        return List.of(
                new Add(),
                new Sub(),
                new Mul(),
                new Div(),
                new Max(),
                new Min(),
                new Abs(),
                new Relu(),
                new Step(),
                new Affine(0.3, -0.7),
                new Clip(-1, 0.5),
                new Inside(-1, 0.1),
                new Sqrt(),
                new Pow(2),
                new Pow(-1),
                new Pow(1.5),
                new Exp(),
                new Log(),
                new Sigmoid(),
                new Tanh(),
                new Erf());
    }

    /** The two sets do the same operations in the same order, so here they agree to the bit. */
    @ParameterizedTest
    @MethodSource("ops")
    void vectorsAndScalarsGiveTheSameBitsAndWriteNothingElse(Op op) {
        for (int n = 0; n <= MOST; n++) {
            float[] a = numbers(), b = numbers();
            assertThat(bits(run(vector.of(op), a, b, n))).isEqualTo(bits(run(scalar.of(op), a, b, n)));
        }
    }

    private static int[] bits(float[] x) {
        return IntStream.range(0, x.length).map(i -> Float.floatToIntBits(x[i])).toArray();
    }

    private static float[] run(List<Loop> loops, float[] a, float[] b, int n) {
        float[] y = new float[2 * MOST], t = new float[2 * MOST];
        float[] from = b;
        for (Loop loop : loops) {
            float[] to = loop == loops.get(loops.size() - 1) ? y : t;
            loop.run(a, 3, from, 3, to, 3, n);
            from = t;
        }
        return y;
    }

    @Test
    void maximaAndSelectionsAgree() {
        for (int n = 0; n <= MOST; n++) {
            float[] a = numbers(), b = numbers(), c = numbers(), y = new float[2 * MOST], z = y.clone();
            vector.select(c, 1, a, 2, b, 3, y, 4, n);
            scalar.select(c, 1, a, 2, b, 3, z, 4, n);
            assertThat(bits(y)).isEqualTo(bits(z));
            // NaN on both sides is agreement
            assertThat(Float.compare(vector.max(a, 5, n, y, 0), scalar.max(a, 5, n, z, 0)))
                    .isZero();
            assertThat(bits(run(List.of(vector.max()), a, b, n))).isEqualTo(bits(run(List.of(scalar.max()), a, b, n)));
        }
    }

    @Test
    void routingAddsWhereTheMaximumIsAndUsesTheNumberUp() {
        for (int n = 0; n <= MOST; n++) {
            float[] x = numbers(), m = numbers(), g = numbers(), d = numbers();
            for (int i = 0; i < n; i += 3) {
                m[i] = x[i + 1];
            }
            float[] g2 = g.clone(), d2 = d.clone();
            vector.route(x, 1, m, 0, g, 2, d, 3, n);
            scalar.route(x, 1, m, 0, g2, 2, d2, 3, n);
            assertThat(bits(d)).isEqualTo(bits(d2));
            assertThat(bits(g)).isEqualTo(bits(g2));
        }
    }

    @Test
    void sumsAreThoseOfFloat64() {
        for (int n = 0; n <= MOST; n++) {
            float[] x = finite(), lanes = new float[ArrayLoops.LANES + 1];
            double exact = 0, size = 0;
            for (int i = 0; i < n; i++) {
                exact += x[i + 2];
                size += Math.abs(x[i + 2]);
            }
            for (ArrayLoops loops : List.of(vector, scalar)) {
                assertThat((double) loops.sum(x, 2, n, lanes, 1))
                        .isCloseTo(exact, org.assertj.core.data.Offset.offset(1e-6 * size + 1e-30));
            }
        }
    }

    private float[] finite() {
        float[] x = numbers();
        for (int i = 0; i < x.length; i++) {
            x[i] = Float.isFinite(x[i]) ? x[i] : 1;
        }
        return x;
    }

    private float[] numbers() {
        float[] x = new float[2 * MOST];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 7 == 5 ? Float.NaN : (random.nextInt(400) - 200) / 64f;
        }
        x[1] = Float.POSITIVE_INFINITY;
        x[2] = Float.NEGATIVE_INFINITY;
        return x;
    }

    static Stream<Named<Loop>> compiled() {
        return ops().stream().filter(op -> !op.equals(new Pow(1.5))).flatMap(op -> new VectorArrayLoops()
                .of(op).stream().map(loop -> Named.of(op.toString(), loop)));
    }

    /**
     * A vector that becomes an object costs 8 to 20 ns per number, the slowest good loop (log) some 0.6. The best of many short
     * tries, so that a busy machine does not count.
     */
    @Tag("slow")
    @ParameterizedTest
    @MethodSource("compiled")
    void aCompiledLoopMakesNoObjects(Loop loop) {
        float[] x = new float[2048], y = new float[2048];
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 30_000; i++) {
            long start = System.nanoTime();
            loop.run(x, 0, x, 0, y, 0, 512);
            best = Math.min(best, System.nanoTime() - start);
        }
        assertThat((best - 50) / 512).isLessThan(3);
    }
}
