package org.limn.autodiff.op;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/**
 * Several lines that a device computes as one, so that their intermediate results never reach memory. Its definition is to
 * evaluate them in order; the last one's result is the result.
 *
 * @param arity how many values the lines read from outside
 * @param steps the lines
 */
public record Fused(int arity, List<Step> steps) implements Op {
    /**
     * One line inside.
     *
     * @param args what it reads: {@code 0..arity−1} are the inputs of the fused line, {@code arity + k} the result of step k
     */
    public record Step(Op op, List<Integer> args) {
        public Step {
            args = List.copyOf(args);
        }
    }

    public Fused {
        steps = List.copyOf(steps);
        for (int k = 0; k < steps.size(); k++) {
            int known = arity + k;
            if (steps.get(k).args().stream().anyMatch(a -> a < 0 || a >= known)) {
                throw new IllegalArgumentException(
                        "step " + k + " of a fused line reads what is not there yet: " + steps);
            }
        }
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shapes.arity(this, arity, inputs);
        return run(inputs, (step, args) -> step.infer(args));
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        return run(inputs, (step, args) -> step.evaluate(args));
    }

    /** The shapes of the inputs followed by those of all steps. */
    public List<Shape> shapes(List<Shape> inputs) {
        List<Shape> all = new ArrayList<>(inputs);
        for (Step step : steps) {
            all.add(step.op().infer(step.args().stream().map(all::get).toList()));
        }
        return all;
    }

    private <T> T run(List<T> inputs, BiFunction<Op, List<T>, T> each) {
        List<T> all = new ArrayList<>(inputs);
        for (Step step : steps) {
            all.add(each.apply(step.op(), step.args().stream().map(all::get).toList()));
        }
        return all.get(all.size() - 1);
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        throw new IllegalStateException(
                "differentiate first, fuse afterwards: a fused line has no derivative of its own");
    }
}
