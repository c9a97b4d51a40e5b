package org.limn.autodiff.transform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.op.Emitter;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;

/**
 * A program being written anew from another one: lines of that are taken over with their numbers, new ones are numbered above all
 * of them.
 */
final class Rewriting implements Emitter {
    private final Program from;
    private final Map<Value, List<Instruction>> readers;
    private final Set<Value> outputs = new LinkedHashSet<>();
    private final List<Instruction> lines = new ArrayList<>();
    private final Map<Value, Instruction> definitions = new HashMap<>();
    private List<String> origin = List.of();
    private int next;

    Rewriting(Program from) {
        this.from = from;
        this.readers = from.readers();
        from.outputs().forEach(o -> outputs.add(o.value()));
        next = from.instructions().stream().mapToInt(i -> i.result().id()).max().orElse(-1) + 1;
    }

    /** What new lines from here on come from. */
    Rewriting origin(List<String> nodes) {
        origin = nodes;
        return this;
    }

    @Override
    public Value emit(Op op, List<Value> inputs) {
        Value value =
                new Value(next++, op.infer(inputs.stream().map(Value::shape).toList()));
        append(new Instruction(value, op, inputs, "", origin));
        return value;
    }

    void append(Instruction line) {
        lines.add(line);
        definitions.put(line.result(), line);
    }

    /** The line written so far that makes a value. */
    Instruction definition(Value value) {
        return Objects.requireNonNull(definitions.get(value));
    }

    /** The lines of the program before that read a value. */
    List<Instruction> readers(Value value) {
        return readers.getOrDefault(value, List.of());
    }

    /** Whether a value is an output of the program. */
    boolean leaves(Value value) {
        return outputs.contains(value);
    }

    /** The line if it is the only one, in the program before, that reads the value, and the value does not leave the program. */
    @Nullable
    Instruction onlyReader(Value value) {
        return readers(value).size() == 1 && !leaves(value) ? readers(value).get(0) : null;
    }

    boolean hasOneReader(Value value) {
        return onlyReader(value) != null;
    }

    Program done() {
        return new Program(lines, from.outputs());
    }

    /** The origins of two lines, each once. */
    static List<String> united(List<String> a, List<String> b) {
        Set<String> both = new LinkedHashSet<>(a);
        both.addAll(b);
        return List.copyOf(both);
    }
}
