package org.limn.autodiff.device.cpu.gemm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Conv2dTranspose;
import org.limn.autodiff.op.Conv2dWeightGrad;
import org.limn.autodiff.op.Fused;
import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.tensor.Tensor;

/**
 * A line read as one contraction and what follows it.
 *
 * @param a which input of the line the contraction reads first
 * @param b which it reads second
 */
record Recipe(Op contraction, int a, int b, Epilogue epilogue) {
    static boolean contraction(Op op) {
        return op instanceof Conv2d
                || op instanceof Conv2dTranspose
                || op instanceof MatMul
                || op instanceof Conv2dWeightGrad;
    }

    /** Reads a line, or nothing if it is none of the forms that {@link Contractions} lists. */
    static Optional<Recipe> of(Instruction line, Map<Value, Tensor> constants) {
        if (contraction(line.op())) {
            return Optional.of(new Recipe(line.op(), 0, 1, Epilogue.NONE));
        }
        return line.op() instanceof Fused fused ? new FusedReader(line, fused, constants).read() : Optional.empty();
    }

    Recipe with(Epilogue other) {
        return new Recipe(contraction, a, b, other);
    }

    /** The input in whose place the result may lie: a residual that is read for nothing else. */
    Optional<Integer> replaceable(List<Value> inputs) {
        return epilogue.residual() instanceof Operand.Input r
                        && inputs.stream().filter(inputs.get(r.index())::equals).count() == 1
                ? Optional.of(r.index())
                : Optional.empty();
    }
}
