package org.limn.autodiff.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.program.Parser;
import org.limn.autodiff.program.Program;

/** The passes as text, before and after. */
class PassTest {
    private static String after(Pass pass, String text) {
        return new Pipeline(List.of(pass))
                .apply(Parser.parse(text, Map.of()))
                .toString()
                .replaceAll(" +;", " ;");
    }

    @Test
    void deadCodeDropsWhatNoOutputNeedsButKeepsInputs() {
        assertThat(after(new DeadCode(), """
                %0 @x : f32[2] = input
                %1 @unused : f32[2] = input
                %2 : f32[2] = exp @x
                %3 : f32[2] = log %2
                %4 : f32[2] = relu @x
                return y=%4
                """)).isEqualTo("""
                %0 @x : f32[2] = input
                %1 @unused : f32[2] = input
                %4 : f32[2] = relu @x
                return y=%4
                """);
    }

    @Test
    void commonSubexpressionsAreComputedOnce() {
        assertThat(after(new CommonSubexpressions(), """
                %0 @x : f32[2] = input
                %1 : f32[2] = exp @x
                %2 : f32[2] = exp @x
                %3 : f32[2] = relu %1
                %4 : f32[2] = relu %2
                %5 : f32[2] = add %3, %4
                return y=%5, z=%4
                """)).isEqualTo("""
                %0 @x : f32[2] = input
                %1 : f32[2] = exp @x
                %3 : f32[2] = relu %1
                %5 : f32[2] = add %3, %3
                return y=%5, z=%3
                """);
    }

    @Test
    void inputsOfOneShapeAreNotTheSame() {
        String text = """
                %0 @x : f32[2] = input
                %1 @y : f32[2] = input
                %2 : f32[2] = add @x, @y
                return z=%2
                """;
        assertThat(after(new CommonSubexpressions(), text)).isEqualTo(text);
    }

    @Test
    void linesOfConstantsAreFoldedAndTheirOriginsUnited() {
        assertThat(after(new FoldConstants(), """
                %0 @x : f32[2,3] = input
                %1 @variance : f32[1,3] = constant [3.0, 8.0, 15.0]
                %2 : f32[1,3] = affine %1 {offset=1.0} ; bn1
                %3 : f32[1,3] = sqrt %2 ; bn1
                %4 : f32[1,3] = affine %3 {scale=2.0} ; scale1
                %5 : f32[2,3] = broadcast %4 ; scale1
                %6 : f32[2,3] = mul @x, %5 ; scale1
                return y=%6
                """)).isEqualTo("""
                %0 @x : f32[2,3] = input
                %4 : f32[1,3] = constant [4.0, 6.0, 8.0] ; bn1 + scale1
                %5 : f32[2,3] = broadcast %4 ; scale1
                %6 : f32[2,3] = mul @x, %5 ; scale1
                return y=%6
                """);
    }

    @Test
    void aPassThatBreaksAProgramIsNamed() {
        Pass broken =
                p -> new Program(p.instructions().subList(1, p.instructions().size()), p.outputs());
        assertThatThrownBy(() -> after(broken, "%0 @x : f32[2] = input\n%1 : f32[2] = exp @x\nreturn y=%1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("%0 of shape [2] is read before it is made");
    }
}
