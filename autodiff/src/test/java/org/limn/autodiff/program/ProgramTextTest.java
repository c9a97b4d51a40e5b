package org.limn.autodiff.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Fused;
import org.limn.autodiff.op.Pads;
import org.limn.autodiff.op.Pair;
import org.limn.autodiff.op.Relu;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

class ProgramTextTest {
    private static Program small() {
        ProgramBuilder b = new ProgramBuilder();
        Value x = b.input("image", Shape.of(1, 3, 8, 8));
        Value w = b.constant("conv1.weight", Tensor.zeros(Shape.of(4, 3, 3, 3)));
        Value bias = b.constant("conv1 bias", Tensor.of(Shape.of(1, 4, 1, 1), 0.5f, -1, 0, 2));
        Value y = b.origin("/conv1/Conv").emit(new Conv2d(Pair.of(2), Pads.of(1), Pair.ONE, 1), x, w);
        Value z = b.emit(new Add(), y, b.broadcast(bias, y.shape()));
        b.named(z, "conv1_out");
        Value r = b.named(b.origin("relu1").emit(new Relu(), z), "relu1");
        return b.output("features", r).build();
    }

    @Test
    void aListingIsReadByNameAndNumber() {
        String hash = Tensor.zeros(Shape.of(4, 3, 3, 3)).hash();
        assertThat(small().toString().replaceAll(" +;", " ;")).isEqualTo("""
                %0 @image : f32[1,3,8,8] = input
                %1 @conv1.weight : f32[4,3,3,3] = constant #HASH
                %2 @"conv1 bias" : f32[1,4,1,1] = constant [0.5, -1.0, 0.0, 2.0]
                %3 : f32[1,4,4,4] = conv2d @image, @conv1.weight {stride=2x2, pad=1x1} ; /conv1/Conv
                %4 : f32[1,4,4,4] = broadcast @"conv1 bias" ; /conv1/Conv
                %5 : f32[1,4,4,4] = add %3, %4 ; /conv1/Conv => conv1_out
                %6 : f32[1,4,4,4] = relu %5 ; => relu1
                return features=%6
                """.replace("HASH", hash));
    }

    @Test
    void parsingAListingGivesTheProgramBack() {
        assertThat(Parser.parse(small().toString(), small().constants())).isEqualTo(small());
    }

    @Test
    void namesOfAnyCharactersSurvive() {
        for (String name :
                List.of("a b", "tab\t", "quote\"back\\slash", "ünïcode→", "vjp of nothing", "=>", "a + b", "%5")) {
            ProgramBuilder b = new ProgramBuilder();
            Value x = b.input(name, Shape.of(2));
            Value y = b.named(b.origin(List.of(name, "n")).emit(new Relu(), x), name);
            Program p = b.output(name, y).build();
            assertThat(Parser.parse(p.toString(), Map.of())).isEqualTo(p);
        }
    }

    @Test
    void aFusedLinePrintsWhatItRuns() {
        Shape s = Shape.of(2, 3);
        Fused fused = new Fused(
                2,
                List.of(
                        new Fused.Step(new Broadcast(s), List.of(1)),
                        new Fused.Step(new Add(), List.of(0, 2)),
                        new Fused.Step(new Relu(), List.of(3))));
        ProgramBuilder b = new ProgramBuilder();
        Value y = b.emit(fused, b.input("x", s), b.input("bias", Shape.of(1, 3)));
        Program p = b.output("y", y).build();
        assertThat(p.toString())
                .contains("fused @x, @bias { $2 = broadcast $1 {shape=[2,3]}; $3 = add $0, $2; $4 = relu $3 }");
        assertThat(Parser.parse(p.toString(), Map.of())).isEqualTo(p);
    }

    @Test
    void anUnsoundProgramIsShownWithTheLinesAround() {
        String text = small().toString().replace("%6 : f32[1,4,4,4]", "%6 : f32[1,4,4,5]");
        assertThatThrownBy(() -> Parser.parse(text, small().constants()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("%6 is said to be [1,4,4,5] but is [1,4,4,4]")
                .hasMessageContaining("> %6 : f32[1,4,4,5] = relu %5")
                .hasMessageContaining("  %5 : f32[1,4,4,4] = add %3, %4");
    }

    @Test
    void whatIsNotAProgramIsRefusedWithItsLine() {
        assertThatThrownBy(() -> Parser.parse("%0 @x : f32[2] = input\n%1 : f32[2] = frobnicate @x", Map.of()))
                .hasMessageContaining("line 2: no op is called frobnicate")
                .hasMessageContaining("conv2d");
        assertThatThrownBy(() -> Parser.parse("%1 : f32[2] = relu %0", Map.of()))
                .hasMessageContaining("%0 is read before it is made");
        assertThatThrownBy(() -> Parser.parse("%0 : f32[9] = constant #abc", Map.of()))
                .hasMessageContaining("no constant with the hash abc");
    }
}
