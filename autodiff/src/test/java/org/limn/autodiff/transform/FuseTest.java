package org.limn.autodiff.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.program.Parser;

/** What becomes one line, and what does not, as text. */
class FuseTest {
    private static String after(Pass pass, String text) {
        return new Pipeline(List.of(pass))
                .apply(Parser.parse(text, Map.of()))
                .toString()
                .replaceAll(" +;", " ;");
    }

    @Test
    void aConvolutionTakesBiasShortcutAndRelu() {
        assertThat(after(new FuseEpilogues(), """
                %0 @x : f32[1,2,4,4] = input
                %1 @w : f32[2,2,1,1] = constant [1.0, 2.0, 3.0, 4.0]
                %2 @b : f32[1,2,1,1] = constant [0.5, 0.25]
                %3 : f32[1,2,4,4] = conv2d @x, @w ; conv
                %4 : f32[1,2,4,4] = broadcast @b ; conv
                %5 : f32[1,2,4,4] = add %3, %4 ; conv
                %6 : f32[1,2,4,4] = add @x, %5 ; sum
                %7 : f32[1,2,4,4] = relu %6 ; relu => y
                return y=%7
                """)).isEqualTo("""
                %0 @x : f32[1,2,4,4] = input
                %1 @w : f32[2,2,1,1] = constant [1.0, 2.0, 3.0, 4.0]
                %2 @b : f32[1,2,1,1] = constant [0.5, 0.25]
                %7 : f32[1,2,4,4] = fused @x, @w, @b { $3 = conv2d $0, $1; $4 = broadcast $2 {shape=[1,2,4,4]}; \
                $5 = add $3, $4; $6 = add $0, $5; $7 = relu $6 } ; conv + sum + relu => y
                return y=%7
                """);
    }

    @Test
    void aGradientTakesItsOtherPartAndTheMaskOfARelu() {
        assertThat(after(new FuseEpilogues(), """
                %0 @g : f32[1,2,4,4] = input
                %1 @w : f32[2,2,1,1] = constant [1.0, 2.0, 3.0, 4.0]
                %2 @y : f32[1,2,4,4] = input
                %3 : f32[1,2,4,4] = conv2d_transpose @g, @w {size=4x4}
                %4 : f32[1,2,4,4] = add @g, %3
                %5 : f32[1,2,4,4] = step @y
                %6 : f32[1,2,4,4] = mul %4, %5
                return dx=%6
                """)).isEqualTo("""
                %0 @g : f32[1,2,4,4] = input
                %1 @w : f32[2,2,1,1] = constant [1.0, 2.0, 3.0, 4.0]
                %2 @y : f32[1,2,4,4] = input
                %6 : f32[1,2,4,4] = fused @g, @w, @y { $3 = conv2d_transpose $0, $1 {size=4x4}; $4 = add $0, $3; \
                $5 = step $2; $6 = mul $4, $5 }
                return dx=%6
                """);
    }

    @Test
    void ofTwoConvolutionsThatAreAddedTheLaterTakesTheSum() {
        assertThat(after(new FuseEpilogues(), """
                %0 @x : f32[1,1,4,4] = input
                %1 @w : f32[1,1,1,1] = constant [1.0]
                %2 : f32[1,1,4,4] = conv2d @x, @w
                %3 : f32[1,1,4,4] = relu %2
                %4 : f32[1,1,4,4] = conv2d %3, @w
                %5 : f32[1,1,4,4] = conv2d @x, @w
                %6 : f32[1,1,4,4] = add %4, %5
                return y=%6
                """)).isEqualTo("""
                %0 @x : f32[1,1,4,4] = input
                %1 @w : f32[1,1,1,1] = constant [1.0]
                %3 : f32[1,1,4,4] = fused @x, @w { $2 = conv2d $0, $1; $3 = relu $2 }
                %4 : f32[1,1,4,4] = conv2d %3, @w
                %6 : f32[1,1,4,4] = fused @x, @w, %4 { $3 = conv2d $0, $1; $4 = add $2, $3 }
                return y=%6
                """);
    }

    @Test
    void anOutputIsABarrier() {
        String text = """
                %0 @x : f32[1,1,4,4] = input
                %1 @w : f32[1,1,1,1] = constant [1.0]
                %2 : f32[1,1,4,4] = conv2d @x, @w
                %3 : f32[1,1,4,4] = relu %2
                %4 : f32[1,1,4,4] = exp %3
                return before=%2, middle=%3, y=%4
                """;
        assertThat(after(new FuseEpilogues(), text)).isEqualTo(text);
        assertThat(after(new FuseElementwise(), text)).isEqualTo(text);
    }

    @Test
    void elementwiseLinesJoinAndSmallOperandsAreBroadcastInside() {
        assertThat(after(new FuseElementwise(), """
                %0 @x : f32[2,3,4,4] = input
                %1 @s : f32[1,3,1,1] = constant [1.0, 2.0, 3.0]
                %2 : f32[2,3,4,4] = sigmoid @x ; a
                %3 : f32[2,3,4,4] = mul @x, %2 ; b
                %4 : f32[2,3,4,4] = broadcast @s ; c
                %5 : f32[2,3,4,4] = add %3, %4 ; c
                return y=%5
                """)).isEqualTo("""
                %0 @x : f32[2,3,4,4] = input
                %1 @s : f32[1,3,1,1] = constant [1.0, 2.0, 3.0]
                %5 : f32[2,3,4,4] = fused @x, @s { $2 = sigmoid $0; $3 = mul $0, $2; \
                $4 = broadcast $1 {shape=[2,3,4,4]}; $5 = add $3, $4 } ; a + b + c
                return y=%5
                """);
    }

    @Test
    void aMaskIsMadeAgainByEachReaderAndAValueWithTwoReadersIsKept() {
        assertThat(after(new FuseElementwise(), """
                %0 @g : f32[4] = input
                %1 @y : f32[4] = input
                %2 : f32[4] = step @y
                %3 : f32[4] = exp @g
                %4 : f32[4] = mul %3, %2
                %5 : f32[4] = sub %3, %2
                return a=%4, b=%5
                """)).isEqualTo("""
                %0 @g : f32[4] = input
                %1 @y : f32[4] = input
                %3 : f32[4] = exp @g
                %4 : f32[4] = fused @y, %3 { $2 = step $0; $3 = mul $1, $2 }
                %5 : f32[4] = fused @y, %3 { $2 = step $0; $3 = sub $1, $2 }
                return a=%4, b=%5
                """);
    }
}
