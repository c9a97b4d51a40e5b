package org.limn.autodiff.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.op.Exp;
import org.limn.autodiff.op.Relu;
import org.limn.autodiff.op.Step;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

class GradientTest {
    private static final Shape ONE = Shape.of(1);

    private static double[] gradient(Program p, double... inputs) {
        List<Tensor64> values = java.util.Arrays.stream(inputs)
                .mapToObj(v -> Tensor64.of(ONE, v))
                .toList();
        List<Tensor64> outputs = ReferenceDevice.evaluate(p, values);
        return outputs.stream().mapToDouble(t -> t.data()[0]).toArray();
    }

    @Test
    void aClosedFormIsMet() {
        ProgramBuilder b = new ProgramBuilder();
        Value x = b.input("x", ONE), y = b.input("y", ONE);
        Value f = b.add(b.mul(b.emit(new Exp(), x), y), b.mul(y, y));
        Program p = Gradient.of(b.output("f", f).build(), "f", List.of("x", "y"), Gradient.Rule.EXACT);
        double e = Math.exp(0.7);
        assertThat(gradient(p, 0.7, -2, 3)).containsExactly(-2 * e + 4, 3 * -2 * e, 3 * (e - 4));
    }

    @Test
    void everyLineSaysWhatItIsTheDerivativeOf() {
        ProgramBuilder b = new ProgramBuilder();
        Value x = b.input("x", ONE);
        Value f = b.add(b.mul(x, x), b.emit(new Relu(), x));
        Program p = Gradient.of(b.output("f", f).build(), "f", "x");
        assertThat(p.toString().replaceAll(" +;", " ;")).isEqualTo("""
                %0 @x : f32[1] = input
                %1 : f32[1] = mul @x, @x
                %2 : f32[1] = relu @x
                %3 : f32[1] = add %1, %2
                %4 @cotangent : f32[1] = input
                %5 : f32[1] = step %2 ; vjp of %2 relu
                %6 : f32[1] = mul @cotangent, %5 ; vjp of %2 relu
                %7 : f32[1] = mul @cotangent, @x ; vjp of %1 mul
                %8 : f32[1] = add %6, %7 ; sum into %0
                %9 : f32[1] = mul @cotangent, @x ; vjp of %1 mul
                %10 : f32[1] = add %8, %9 ; sum into %0
                return f=%3, gradient:x=%10
                """);
    }

    @Test
    void aRuleReplacesOneOpsDerivative() {
        ProgramBuilder b = new ProgramBuilder();
        Value f = b.emit(new Relu(), b.input("x", ONE));
        Gradient.Rule deconvnet = (emit, line, i, g) ->
                line.op() instanceof Relu ? Optional.of(emit.emit(new Relu(), g)) : Optional.empty();
        Program p = Gradient.of(b.output("f", f).build(), "f", List.of("x"), deconvnet);
        assertThat(gradient(p, -1, 5)).containsExactly(0, 5);
        assertThat(gradient(p, 1, -5)).containsExactly(1, 0);
    }

    @Test
    void theGradientOfAnInnerValueStopsThere() {
        ProgramBuilder b = new ProgramBuilder();
        Value inner = b.named(b.emit(new Exp(), b.input("x", ONE)), "inner");
        Program p = Gradient.of(b.output("f", b.mul(inner, inner)).build(), "f", "inner");
        assertThat(gradient(p, 0, 1)).containsExactly(1, 2);
        assertThat(p.toString()).doesNotContain("vjp of %1");
    }

    @Test
    void whatTheOutputDoesNotDependOnHasGradientZero() {
        ProgramBuilder b = new ProgramBuilder();
        Value x = b.input("x", ONE), y = b.input("y", ONE);
        b.output("f", b.add(y, b.emit(new Step(), x)));
        assertThat(gradient(Gradient.of(b.build(), "f", "x"), 3, 4, 1)).containsExactly(5, 0);
    }

    @Test
    void anUnknownNameIsRefused() {
        ProgramBuilder b = new ProgramBuilder();
        Program p = b.output("f", b.input("x", ONE)).build();
        assertThatThrownBy(() -> Gradient.of(p, "f", "z")).hasMessage("no value is called z");
        assertThatThrownBy(() -> Gradient.of(p, "g", "x")).hasMessageContaining("no output g");
    }
}
