package org.limn.autodiff.device.cpu.gemm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.op.Clip;
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

/** Follows the result of the contraction through the steps of a fused line. */
final class FusedReader {
    private final Instruction line;
    private final Fused fused;
    private final Map<Value, Tensor> constants;
    private final List<Shape> shapes;
    private @Nullable Recipe recipe;
    private int current = -1;
    private boolean finished;

    FusedReader(Instruction line, Fused fused, Map<Value, Tensor> constants) {
        this.line = line;
        this.fused = fused;
        this.constants = constants;
        shapes = fused.shapes(line.inputs().stream().map(Value::shape).toList());
    }

    /** The recipe, or nothing if a step fits none of {@link Contractions}' forms. */
    Optional<Recipe> read() {
        for (int k = 0; k < fused.steps().size(); k++) {
            if (!read(fused.steps().get(k), fused.arity() + k)) {
                return Optional.empty();
            }
        }
        return current == shapes.size() - 1 ? Optional.ofNullable(recipe) : Optional.empty();
    }

    private boolean read(Fused.Step step, int result) {
        if (step.op() instanceof Broadcast || step.op() instanceof Step) {
            return outside(step.args().get(0));
        }
        Recipe next =
                Recipe.contraction(step.op()) ? start(step) : recipe == null || finished ? null : follow(recipe, step);
        if (next != null) {
            recipe = next;
            current = result;
        }
        return next != null;
    }

    private @Nullable Recipe start(Fused.Step step) {
        int a = step.args().get(0), b = step.args().get(1);
        boolean fits = recipe == null && outside(a) && outside(b) && !(step.op() instanceof Conv2dWeightGrad);
        return fits ? new Recipe(step.op(), a, b, Epilogue.NONE) : null;
    }

    private boolean outside(int arg) {
        return arg < fused.arity();
    }

    private @Nullable Recipe follow(Recipe soFar, Fused.Step step) {
        if (!step.args().contains(current)) {
            return null;
        }
        Epilogue next = step.args().size() == 1
                ? unary(soFar.epilogue(), step.op())
                : binary(soFar, step.op(), step.args().get(step.args().get(0) == current ? 1 : 0));
        return next == null ? null : soFar.with(next);
    }

    private @Nullable Epilogue unary(Epilogue e, Op op) {
        finished = true;
        if (op instanceof Relu) {
            return e.withBounds(0, Float.POSITIVE_INFINITY);
        }
        return op instanceof Clip clip ? e.withBounds((float) clip.min(), (float) clip.max()) : null;
    }

    private @Nullable Epilogue binary(Recipe soFar, Op op, int other) {
        Epilogue e = soFar.epilogue();
        if (op instanceof Add && outside(other)) {
            return e.residual() == null ? e.withResidual(new Operand.Input(other)) : null;
        } else if (outside(other) || other == current) {
            return null;
        }
        Fused.Step from = fused.steps().get(other - fused.arity());
        if (op instanceof Add && from.op() instanceof Broadcast && e.bias() == null) {
            return bias(soFar, from.args().get(0));
        }
        finished = true;
        boolean mask = op instanceof Mul && from.op() instanceof Step && e.bias() == null;
        return mask ? e.withMask(new Operand.Input(from.args().get(0))) : null;
    }

    private @Nullable Epilogue bias(Recipe soFar, int input) {
        boolean columns = soFar.contraction() instanceof MatMul;
        Shape bias = shapes.get(input), sum = shapes.get(current);
        int axis = columns ? -1 : 1;
        if (bias.size() != bias.dim(axis) || bias.dim(axis) != sum.dim(axis)) {
            return null;
        }
        Tensor constant = constants.get(line.inputs().get(input));
        Operand operand = constant == null ? new Operand.Input(input) : new Operand.Fixed(constant.data(), input);
        return soFar.epilogue().withBias(operand, columns);
    }
}
