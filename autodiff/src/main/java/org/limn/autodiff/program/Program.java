package org.limn.autodiff.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Input;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Tensor;

/**
 * A straight-line program: every line reads values of earlier lines and makes one. Its inputs are its {@code input} lines in
 * order, its outputs are named. A value keeps its number through differentiation and all passes.
 */
public record Program(List<Instruction> instructions, List<Output> outputs) {
    /** A result that the program gives. */
    public record Output(String name, Value value) {}

    public Program {
        instructions = List.copyOf(instructions);
        outputs = List.copyOf(outputs);
    }

    public List<Instruction> inputs() {
        return instructions.stream().filter(i -> i.op() instanceof Input).toList();
    }

    /** The value of the output with this name. */
    public Value output(String name) {
        return outputs.stream()
                .filter(o -> o.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no output " + name + "; there are " + outputs))
                .value();
    }

    /** The line that makes a value with this name, if any: of several the first. */
    public Optional<Instruction> named(String name) {
        return instructions.stream().filter(i -> i.name().equals(name)).findFirst();
    }

    /** Each value's line. */
    public Map<Value, Instruction> definitions() {
        Map<Value, Instruction> map = new HashMap<>();
        instructions.forEach(i -> map.put(i.result(), i));
        return map;
    }

    /** The lines that read each value, in order; a value that only leaves the program has none. */
    public Map<Value, List<Instruction>> readers() {
        Map<Value, List<Instruction>> map = new HashMap<>();
        for (Instruction line : instructions) {
            line.inputs().stream().distinct().forEach(v -> map.computeIfAbsent(v, k -> new ArrayList<>())
                    .add(line));
        }
        return map;
    }

    /** The constants by hash: what {@link Parser} needs besides the text. */
    public Map<String, Tensor> constants() {
        Map<String, Tensor> map = new LinkedHashMap<>();
        for (Instruction line : instructions) {
            if (line.op() instanceof Constant c) {
                map.put(c.tensor().hash(), c.tensor());
            }
        }
        return map;
    }

    /** The program as text: exactly what runs; {@link Parser} reads it back. */
    @Override
    public String toString() {
        return Printer.print(this);
    }
}
