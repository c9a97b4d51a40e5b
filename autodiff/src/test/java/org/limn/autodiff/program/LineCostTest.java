package org.limn.autodiff.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Fused;
import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.op.Pads;
import org.limn.autodiff.op.Pair;
import org.limn.autodiff.op.Relu;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.transform.Gradient;

class LineCostTest {
    private static final Conv2d SAME = new Conv2d(new Pair(1, 1), new Pads(1, 1, 1, 1), new Pair(1, 1), 1);

    private final ProgramBuilder builder = new ProgramBuilder();
    private final Value x = builder.input("x", Shape.of(2, 3, 8, 8));
    private final Value w = builder.constant("w", Tensor.zeros(Shape.of(5, 3, 3, 3)));

    @Test
    void aConvolutionMultipliesEveryOutputWithItsFilter() {
        Value y = builder.emit(SAME, x, w);
        LineCost cost = LineCost.of(builder.output("y", y).build());
        assertThat(cost)
                .isEqualTo(new LineCost(2L * (2 * 5 * 8 * 8) * (3 * 3 * 3), 4L * (2 * 3 * 64 + 5 * 27 + 2 * 5 * 64)));
    }

    @Test
    void itsGradientTakesAsManyAgain() {
        Program forward = builder.output("y", builder.emit(SAME, x, w)).build();
        assertThat(LineCost.of(Gradient.of(forward, "y", "x")).flops())
                .as("only the transposed convolution is left: y itself is an output too")
                .isEqualTo(2 * LineCost.of(forward).flops());
    }

    @Test
    void aFusedLineCountsItsStepsButNotWhatStaysInside() {
        Fused fused =
                new Fused(2, List.of(new Fused.Step(SAME, List.of(0, 1)), new Fused.Step(new Relu(), List.of(2))));
        Value y = builder.emit(SAME, x, w);
        Value fusedY = builder.emit(fused, x, w);
        Program program = builder.output("y", y).output("fused", fusedY).build();
        List<Instruction> lines = program.instructions();
        assertThat(LineCost.of(lines.get(3))).isEqualTo(LineCost.of(lines.get(2)));
    }

    @Test
    void aMatrixProductTakesTwoPerTerm() {
        Value a = builder.input("a", Shape.of(4, 7, 6));
        Value b = builder.input("b", Shape.of(7, 5));
        Value product = builder.emit(new MatMul(true, false), a, b);
        assertThat(product.shape()).isEqualTo(Shape.of(4, 6, 5));
        assertThat(LineCost.of(builder.output("y", product).build()).flops()).isEqualTo(2L * 4 * 6 * 5 * 7);
    }
}
