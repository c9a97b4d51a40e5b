package org.limn.autodiff.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Pads;
import org.limn.autodiff.op.Pair;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Parser;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

/** Folding as text, before and after; constants are computed by {@link FoldConstants} afterwards. */
class FoldBatchNormTest {
    private static String folded(String text) {
        return new Pipeline(List.of(new FoldBatchNorm(), new FoldConstants()))
                .apply(Parser.parse(text, Map.of()))
                .toString()
                .replaceAll(" +;", " ;");
    }

    @Test
    void aBatchNormGoesIntoTheFilterAndABias() {
        assertThat(folded("""
                %0 @x : f32[1,1,4,4] = input
                %1 @w : f32[2,1,1,1] = constant [2.0, 3.0]
                %2 @s : f32[1,2,1,1] = constant [10.0, 20.0]
                %3 @t : f32[1,2,1,1] = constant [0.5, 0.25]
                %4 : f32[1,2,4,4] = conv2d @x, @w {pad=0x0} ; conv
                %5 : f32[1,2,4,4] = broadcast @s ; bn
                %6 : f32[1,2,4,4] = mul %4, %5 ; bn
                %7 : f32[1,2,4,4] = broadcast @t ; bn
                %8 : f32[1,2,4,4] = add %6, %7 ; bn => y
                return y=%8
                """)).isEqualTo("""
                %0 @x : f32[1,1,4,4] = input
                %3 @t : f32[1,2,1,1] = constant [0.5, 0.25]
                %10 : f32[2,1,1,1] = constant [20.0, 60.0] ; conv + bn
                %6 : f32[1,2,4,4] = conv2d @x, %10 ; conv + bn
                %7 : f32[1,2,4,4] = broadcast @t ; bn
                %8 : f32[1,2,4,4] = add %6, %7 ; bn => y
                return y=%8
                """);
    }

    @Test
    void aBiasBeforeABatchNormIsScaledAndJoinsItsShift() {
        assertThat(folded("""
                %0 @x : f32[1,1,4,4] = input
                %1 @w : f32[2,1,1,1] = constant [2.0, 3.0]
                %2 @b : f32[1,2,1,1] = constant [1.0, -1.0]
                %3 @s : f32[1,2,1,1] = constant [10.0, 20.0]
                %4 @t : f32[1,2,1,1] = constant [0.5, 0.25]
                %5 : f32[1,2,4,4] = conv2d @x, @w ; conv
                %6 : f32[1,2,4,4] = broadcast @b ; conv
                %7 : f32[1,2,4,4] = add %5, %6 ; conv
                %8 : f32[1,2,4,4] = broadcast @s ; bn
                %9 : f32[1,2,4,4] = mul %7, %8 ; bn
                %10 : f32[1,2,4,4] = broadcast @t ; bn
                %11 : f32[1,2,4,4] = add %9, %10 ; bn
                return y=%11
                """))
                .contains("constant [20.0, 60.0]", "constant [10.5, -19.75]")
                .containsOnlyOnce(" add ");
    }

    @Test
    void aScaleBeforeAPaddedConvolutionFoldsAndAShiftStays() {
        assertThat(folded("""
                %0 @x : f32[1,2,4,4] = input
                %1 @w : f32[1,2,1,1] = constant [2.0, 3.0]
                %2 @m : f32[1,2,1,1] = constant [0.5, 0.25]
                %3 @s : f32[1,2,1,1] = constant [4.0, 8.0]
                %4 : f32[1,2,4,4] = broadcast @m ; normalization
                %5 : f32[1,2,4,4] = sub @x, %4 ; normalization
                %6 : f32[1,2,4,4] = broadcast @s ; normalization
                %7 : f32[1,2,4,4] = div %5, %6 ; normalization
                %8 : f32[1,1,6,6] = conv2d %7, @w {pad=1x1} ; conv
                return y=%8
                """)).isEqualTo("""
                %0 @x : f32[1,2,4,4] = input
                %2 @m : f32[1,2,1,1] = constant [0.5, 0.25]
                %4 : f32[1,2,4,4] = broadcast @m ; normalization
                %5 : f32[1,2,4,4] = sub @x, %4 ; normalization
                %13 : f32[1,2,1,1] = constant [0.5, 0.375] ; normalization + conv
                %8 : f32[1,1,6,6] = conv2d %5, %13 {pad=1x1} ; normalization + conv
                return y=%8
                """);
    }

    @Test
    void aShiftBeforeAConvolutionWithoutPaddingBecomesItsBias() {
        assertThat(folded("""
                %0 @x : f32[1,2,4,4] = input
                %1 @w : f32[1,2,1,1] = constant [2.0, 3.0]
                %2 @m : f32[1,2,1,1] = constant [0.5, 0.25]
                %4 : f32[1,2,4,4] = broadcast @m ; normalization
                %5 : f32[1,2,4,4] = sub @x, %4 ; normalization
                %8 : f32[1,1,4,4] = conv2d %5, @w ; conv
                return y=%8
                """))
                .contains("constant [-1.75]")
                .doesNotContain(" sub ")
                .containsOnlyOnce(" add ");
    }

    @Test
    void theGradientReadsTheSameFoldedFilter() {
        Program forward = Parser.parse("""
                %0 @x : f32[1,1,4,4] = input
                %1 @w : f32[2,1,1,1] = constant [2.0, 3.0]
                %2 @s : f32[1,2,1,1] = constant [10.0, 20.0]
                %4 : f32[1,2,4,4] = conv2d @x, @w ; conv
                %5 : f32[1,2,4,4] = broadcast @s ; bn
                %6 : f32[1,2,4,4] = mul %4, %5 ; bn
                %7 : f32[1,2,4,4] = relu %6 ; relu
                return y=%7
                """, Map.of());
        String text = new Pipeline(List.of(new FoldBatchNorm(), new FoldConstants(), new CommonSubexpressions()))
                .apply(Gradient.of(forward, "y", "x"))
                .toString();
        assertThat(text).containsOnlyOnce("constant").containsPattern("conv2d_transpose %10, %14 ");
    }

    @Test
    void whatSomethingElseReadsStays() {
        String text = """
                %0 @x : f32[1,1,4,4] = input
                %1 @w : f32[2,1,1,1] = constant [2.0, 3.0]
                %2 @s : f32[1,2,1,1] = constant [10.0, 20.0]
                %4 : f32[1,2,4,4] = conv2d @x, @w ; conv
                %5 : f32[1,2,4,4] = broadcast @s ; bn
                %6 : f32[1,2,4,4] = mul %4, %5 ; bn
                return before=%4, after=%6
                """;
        assertThat(folded(text)).isEqualTo(text);
    }

    /** Grouped, strided, padded; scales on either side, a number times, a bias: forward and gradient to float64's rounding. */
    @Test
    void foldedAndUnfoldedComputeTheSame() {
        SplittableRandom random = new SplittableRandom(5);
        ProgramBuilder emit = new ProgramBuilder();
        Value x = emit.input("x", Shape.of(2, 4, 9, 8));
        Value scaled = emit.mul(x, wide(emit, x.shape(), random));
        Value conv = emit.emit(
                new Conv2d(Pair.of(2), Pads.of(1), Pair.ONE, 2), scaled, constant(emit, Shape.of(6, 2, 3, 3), random));
        Value biased = emit.add(conv, wide(emit, conv.shape(), random));
        Value normed = emit.affine(emit.mul(wide(emit, conv.shape(), random), biased), 0.7, -0.2);
        Value flat = emit.emit(
                new Conv2d(Pair.ONE, Pads.NONE, Pair.ONE, 1),
                emit.affine(normed, 1.5, 0.3),
                constant(emit, Shape.of(3, 6, 2, 2), random));
        Program forward = emit.output("y", flat).build();
        Program gradient = Gradient.of(forward, "y", "x");
        Program folded = new FoldBatchNorm().apply(gradient);
        assertThat(folded.toString().split("return")[0].split("\n"))
                .as("no elementwise line but one sum with a bias per convolution")
                .filteredOn(line -> line.matches(".*f32\\[2,.* = (mul|add|affine) .*"))
                .hasSize(2);
        List<Tensor64> inputs = List.of(
                tensor(x.shape(), random).widen(), tensor(flat.shape(), random).widen());
        List<Tensor64> a = ReferenceDevice.evaluate(gradient, inputs), b = ReferenceDevice.evaluate(folded, inputs);
        for (int i = 0; i < a.size(); i++) {
            assertThat(b.get(i).data()).containsExactly(a.get(i).data(), org.assertj.core.data.Offset.offset(1e-12));
        }
    }

    private static Value wide(ProgramBuilder emit, Shape shape, SplittableRandom random) {
        return emit.broadcast(constant(emit, Shape.of(1, shape.dim(1), 1, 1), random), shape);
    }

    private static Value constant(ProgramBuilder emit, Shape shape, SplittableRandom random) {
        return emit.constant("", tensor(shape, random));
    }

    private static Tensor tensor(Shape shape, SplittableRandom random) {
        float[] data = new float[shape.size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) random.nextDouble(-1, 1);
        }
        return Tensor.of(shape, data);
    }
}
