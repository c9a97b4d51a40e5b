package org.limn.autodiff.device.gpu.tape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Input;
import org.limn.autodiff.op.Reshape;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Shape;

/**
 * Makes the tape of a program in one walk over its lines: a line's result takes a room among the activations, its passes are
 * written, and rooms that nobody reads any more are free for the lines after it. A reshape is another name for its input. The
 * first passes bring the inputs in, the last ones the outputs out.
 */
public final class TapeCompiler {
    /** Below this many outputs per group a convolution is not worth tiles of 64 rows. */
    public static final int DIRECT_BELOW = 16;

    private final Program program;
    private final TapeWriter tape;
    private final Rooms rooms;
    private final TapeLowering lowering;
    private final Map<Value, Source> sources = new HashMap<>();
    private final Map<Value, Integer> owned = new HashMap<>();
    private final Map<Value, Value> named = new HashMap<>();
    private final Map<Value, Integer> reads = new HashMap<>();
    private final List<Compiled.Line> lines = new ArrayList<>();
    private int inputs;

    private TapeCompiler(Program program, ResidentWeights weights, int directBelow, Rooms rooms) {
        this.program = program;
        this.rooms = rooms;
        this.tape = new TapeWriter(weights, rooms);
        this.lowering = new TapeLowering(tape, directBelow);
    }

    /**
     * The tape of a program.
     *
     * @param budget how many bytes its activations may take
     * @throws DeviceException if it needs more, or has an op without a kernel
     */
    public static Compiled compile(Program program, ResidentWeights weights, int directBelow, long budget) {
        Rooms notes = new Rooms(null);
        new TapeCompiler(program, (constant, order, numbers) -> 0, directBelow, notes).compile();
        return new TapeCompiler(program, weights, directBelow, new Rooms(notes.plan(budget))).compile();
    }

    private Compiled compile() {
        countReads();
        tape.pass(new BeginPass());
        program.instructions().forEach(this::line);
        int results = outputs();
        tape.pass(new EndPass());
        return new Compiled(program, tape.finish(Math.max(1, inputs), results), lines);
    }

    /** How often each array is read, under whatever name; outputs once more, so that they stay. */
    private void countReads() {
        for (Instruction line : program.instructions()) {
            if (line.op() instanceof Reshape) {
                named.put(line.result(), name(line.inputs().get(0)));
            }
            line.inputs().forEach(v -> reads.merge(name(v), 1, Integer::sum));
        }
        program.outputs().forEach(o -> reads.merge(name(o.value()), 1, Integer::sum));
    }

    /** The value whose array this one's is. */
    private Value name(Value value) {
        return named.getOrDefault(value, value);
    }

    private void line(Instruction line) {
        int from = tape.passes();
        Source source = source(line);
        sources.put(line.result(), source);
        int place = source.constant() != null ? -1 : source.offset();
        lines.add(new Compiled.Line(line, from, tape.passes(), place));
        line.inputs().forEach(v -> release(name(v), 1));
        release(name(line.result()), 0);
        tape.nextLine();
    }

    private Source source(Instruction line) {
        Shape shape = line.result().shape();
        if (line.op() instanceof Constant c) {
            return new Source(0, shape, c.tensor());
        } else if (line.op() instanceof Reshape) {
            return known(line.inputs().get(0)).reshaped(shape);
        }
        int room = rooms.take(shape.size());
        owned.put(line.result(), room);
        if (line.op() instanceof Input) {
            tape.pass(new LoadPass(rooms.offset(room), inputs, shape.size()));
            inputs = Math.addExact(inputs, shape.size());
        } else {
            List<Source> read = line.inputs().stream().map(this::known).toList();
            lowering.lower(line.op(), read, shape, rooms.offset(room));
        }
        return new Source(rooms.offset(room), shape, null);
    }

    private Source known(Value value) {
        return Objects.requireNonNull(sources.get(value));
    }

    /** Counts reads of an array down; after the last its room is free. */
    private void release(Value owner, int count) {
        Integer room = owned.get(owner);
        int left = reads.getOrDefault(owner, 0) - count;
        reads.put(owner, left);
        if (left == 0 && room != null) {
            rooms.free(room);
        }
    }

    private int outputs() {
        int to = 1;
        for (Program.Output output : program.outputs()) {
            int size = output.value().shape().size();
            tape.pass(new StorePass(tape.place(known(output.value())), to, size));
            to = Math.addExact(to, size);
        }
        return to;
    }
}
