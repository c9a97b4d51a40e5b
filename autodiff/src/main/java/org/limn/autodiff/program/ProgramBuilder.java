package org.limn.autodiff.program;

import java.util.ArrayList;
import java.util.List;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Emitter;
import org.limn.autodiff.op.Input;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/**
 * Writes a program line by line. Lines carry the current origin until it changes; new values are numbered upward from the
 * greatest number so far.
 */
public final class ProgramBuilder implements Emitter {
    private final List<Instruction> instructions = new ArrayList<>();
    private final List<Program.Output> outputs = new ArrayList<>();
    private List<String> origin = List.of();
    private int next;

    /** A builder that goes on where a program ends: its lines are taken over, its outputs are not. */
    public static ProgramBuilder after(Program program) {
        ProgramBuilder builder = new ProgramBuilder();
        program.instructions().forEach(builder::append);
        return builder;
    }

    /** What the lines from here on come from. */
    public ProgramBuilder origin(List<String> nodes) {
        origin = List.copyOf(nodes);
        return this;
    }

    public ProgramBuilder origin(String node) {
        return origin(List.of(node));
    }

    @Override
    public Value emit(Op op, List<Value> inputs) {
        Shape shape = op.infer(inputs.stream().map(Value::shape).toList());
        Value value = new Value(next++, shape);
        instructions.add(new Instruction(value, op, inputs, "", origin));
        return value;
    }

    public Value input(String name, Shape shape) {
        return named(emit(new Input(shape)), name);
    }

    public Value constant(String name, Tensor tensor) {
        return named(emit(new Constant(tensor)), name);
    }

    /** Gives the value a name, unless it has one already. */
    public Value named(Value value, String name) {
        for (int i = instructions.size() - 1; i >= 0; i--) {
            Instruction line = instructions.get(i);
            if (line.result().equals(value)) {
                if (line.name().isEmpty()) {
                    instructions.set(i, new Instruction(value, line.op(), line.inputs(), name, line.origin()));
                }
                return value;
            }
        }
        throw new IllegalArgumentException("no line makes " + value);
    }

    /** Takes over a line as it is, with its number. */
    public ProgramBuilder append(Instruction line) {
        instructions.add(line);
        next = Math.max(next, line.result().id() + 1);
        return this;
    }

    public ProgramBuilder output(String name, Value value) {
        outputs.add(new Program.Output(name, value));
        return this;
    }

    public Program build() {
        Program program = new Program(instructions, outputs);
        Verifier.verify(program);
        return program;
    }
}
