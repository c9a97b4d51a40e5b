package org.limn.autodiff.device.cpu.gemm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.op.Clip;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Conv2dTranspose;
import org.limn.autodiff.op.Conv2dWeightGrad;
import org.limn.autodiff.op.Fused;
import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.op.Mul;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Relu;
import org.limn.autodiff.op.Step;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/**
 * A line read as one contraction and what follows it.
 *
 * @param a which input of the line the contraction reads first
 * @param b which it reads second
 * @param read all inputs whose place matters besides a and b
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
        return line.op() instanceof Fused fused ? new Reader(line, fused, constants).read() : Optional.empty();
    }

    /** Follows the result of the contraction through the steps of a fused line. */
    private static final class Reader {
        private final Instruction line;
        private final Fused fused;
        private final Map<Value, Tensor> constants;
        private final List<Shape> shapes;
        private @Nullable Recipe recipe;
        private int current = -1;
        private boolean finished;

        Reader(Instruction line, Fused fused, Map<Value, Tensor> constants) {
            this.line = line;
            this.fused = fused;
            this.constants = constants;
            shapes = fused.shapes(line.inputs().stream().map(Value::shape).toList());
        }

        Optional<Recipe> read() {
            for (int k = 0; k < fused.steps().size(); k++) {
                if (!step(fused.steps().get(k), fused.arity() + k)) {
                    return Optional.empty();
                }
            }
            return current == shapes.size() - 1 ? Optional.ofNullable(recipe) : Optional.empty();
        }

        private boolean step(Fused.Step step, int result) {
            Op op = step.op();
            if (contraction(op)) {
                return start(step, result);
            }
            if (op instanceof Broadcast || op instanceof org.limn.autodiff.op.Step) {
                return outside(step.args().get(0));
            }
            if (recipe == null || finished || !step.args().contains(current)) {
                return false;
            }
            Epilogue next = next(op, step, recipe.epilogue);
            if (next == null) {
                return false;
            }
            recipe = new Recipe(recipe.contraction, recipe.a, recipe.b, next);
            current = result;
            return true;
        }

        private boolean start(Fused.Step step, int result) {
            int a = step.args().get(0), b = step.args().get(1);
            if (recipe != null || !outside(a) || !outside(b) || step.op() instanceof Conv2dWeightGrad) {
                return false;
            }
            recipe = new Recipe(step.op(), a, b, Epilogue.NONE);
            current = result;
            return true;
        }

        private boolean outside(int arg) {
            return arg < fused.arity();
        }

        private @Nullable Epilogue next(Op op, Fused.Step step, Epilogue e) {
            if (op instanceof Relu) {
                finished = true;
                return e.withBounds(0, Float.POSITIVE_INFINITY);
            }
            if (op instanceof Clip clip) {
                finished = true;
                return e.withBounds((float) clip.min(), (float) clip.max());
            }
            int other = step.args().get(step.args().get(0) == current ? 1 : 0);
            if (other == current) {
                return null;
            }
            if (op instanceof Add) {
                return outside(other)
                        ? residual(e, other)
                        : bias(e, fused.steps().get(other - fused.arity()));
            }
            return op instanceof Mul && !outside(other) ? mask(e, fused.steps().get(other - fused.arity())) : null;
        }

        private @Nullable Epilogue residual(Epilogue e, int input) {
            return e.residual() == null ? e.withResidual(new Operand.Input(input)) : null;
        }

        private @Nullable Epilogue bias(Epilogue e, Fused.Step from) {
            if (!(from.op() instanceof Broadcast) || e.bias() != null || e.residual() != null) {
                return null;
            }
            int input = from.args().get(0);
            boolean columns = current().contraction instanceof MatMul;
            Shape bias = shapes.get(input), sum = shapes.get(current);
            int axis = columns ? sum.rank() - 1 : 1;
            if (bias.size() != bias.dim(axis) || bias.dim(axis) != sum.dim(axis)) {
                return null;
            }
            Tensor constant = constants.get(line.inputs().get(input));
            return e.withBias(
                    constant == null ? new Operand.Input(input) : new Operand.Fixed(constant.data()), columns);
        }

        private @Nullable Epilogue mask(Epilogue e, Fused.Step from) {
            if (!(from.op() instanceof Step) || e.bias() != null) {
                return null;
            }
            finished = true;
            return e.withMask(new Operand.Input(from.args().get(0)));
        }

        private Recipe current() {
            return java.util.Objects.requireNonNull(recipe);
        }
    }
}
