package org.limn.loader.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Emitter;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

/**
 * The program being written, and what importing must know about its lines: which depend on constants alone, and their numbers
 * when a shape or a scalar is computed from them.
 */
final class Lines implements Emitter {
    /** How many numbers an import computes for itself, in one value; shapes and interpolation tables need far fewer. */
    private static final int MOST_KNOWN = 1 << 24;

    /** A line: what makes a value. */
    record Line(Op op, List<Value> inputs) {}

    private final ProgramBuilder builder;
    private final Map<Value, Line> lines = new HashMap<>();
    private final Map<Value, Boolean> constant = new HashMap<>();
    private int next;

    Lines(ProgramBuilder builder) {
        this.builder = builder;
    }

    @Override
    public Value emit(Op op, List<Value> inputs) {
        Value value = builder.emit(op, inputs);
        lines.put(value, new Line(op, inputs));
        boolean fixed =
                op instanceof Constant || (!inputs.isEmpty() && inputs.stream().allMatch(this::isConstant));
        constant.put(value, fixed);
        next = value.id() + 1;
        return value;
    }

    /** The number that the next value will have at least. */
    int next() {
        return next;
    }

    void origin(String node) {
        builder.origin(node);
    }

    void named(Value value, String name) {
        builder.named(value, name);
    }

    Value input(String name, Shape shape) {
        return builder.input(name, shape);
    }

    /** A constant under the name that the file gives it. */
    Value constant(String name, Tensor tensor) {
        Value value = emit(new Constant(tensor));
        builder.named(value, name);
        return value;
    }

    Value constant(Tensor tensor) {
        return emit(new Constant(tensor));
    }

    /** The line that makes a value, unless it was there before the import. */
    @Nullable
    Line line(Value value) {
        return lines.get(value);
    }

    /** A table of numbers to be used together with another operand: known at import if that is, else a constant. */
    GraphValue table(GraphValue beside, Shape shape, double... numbers) {
        checkSize(shape);
        Tensor64 all = Tensor64.of(shape, numbers);
        return beside instanceof GraphValue.Known
                ? new GraphValue.Known(beside.type(), all)
                : new GraphValue.Computed(beside.type(), constant(all.rounded()));
    }

    /** Whether a value depends on constants alone. */
    boolean isConstant(Value value) {
        return constant.getOrDefault(value, false);
    }

    /** The op's result: computed now if all operands are whole numbers known at import, else a line. */
    GraphValue apply(Op op, DType type, GraphValue... operands) {
        return apply(op, type, List.of(operands));
    }

    GraphValue apply(Op op, DType type, List<GraphValue> operands) {
        if (!operands.stream().allMatch(o -> o instanceof GraphValue.Known)) {
            return new GraphValue.Computed(
                    type, emit(op, operands.stream().map(this::value).toList()));
        }
        checkSize(op.infer(operands.stream().map(GraphValue::shape).toList()));
        Tensor64 result = op.evaluate(
                operands.stream().map(o -> ((GraphValue.Known) o).numbers()).toList());
        return new GraphValue.Known(type, result);
    }

    /** An operand as a value of the program. */
    Value value(GraphValue operand) {
        return operand instanceof GraphValue.Known known
                ? emit(new Constant(known.numbers().rounded()))
                : ((GraphValue.Computed) operand).value();
    }

    /** Refuses to compute or build a table of this shape at import. */
    static void checkSize(Shape shape) {
        if (shape.size() > MOST_KNOWN) {
            throw OnnxException.corrupt("a constant of shape " + shape
                    + " would have to be computed at import, and at most " + MOST_KNOWN + " numbers are");
        }
    }

    /** The numbers of a constant value by the definitions, in float64. */
    Tensor64 exact(Value value) {
        return evaluate(value, false);
    }

    /** The same with every line rounded to float32: what the framework that traced a shape computation got. */
    Tensor64 rounded(Value value) {
        return evaluate(value, true);
    }

    private Tensor64 evaluate(Value value, boolean round) {
        Map<Integer, Value> needed = new TreeMap<>();
        Deque<Value> open = new ArrayDeque<>(List.of(value));
        while (!open.isEmpty()) {
            Value v = open.pop();
            if (needed.put(v.id(), v) == null) {
                checkSize(v.shape());
                open.addAll(lineOf(v).inputs());
            }
        }
        Map<Value, Tensor64> results = new HashMap<>();
        for (Value v : needed.values()) {
            List<Tensor64> inputs = new ArrayList<>();
            lineOf(v).inputs().forEach(i -> inputs.add(Objects.requireNonNull(results.get(i))));
            Tensor64 result = lineOf(v).op().evaluate(inputs);
            results.put(v, round ? result.rounded().widen() : result);
        }
        return Objects.requireNonNull(results.get(value));
    }

    private Line lineOf(Value value) {
        return Objects.requireNonNull(lines.get(value), "only constant values are evaluated");
    }
}
