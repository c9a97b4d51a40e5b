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
 * Makes the tape of a program in one walk over its lines: a line's result takes a range of the activations, its passes are
 * written, and the ranges that nobody reads any more are free for the next. A reshape is another name for its input. The first
 * passes bring the inputs in, the last ones the outputs out.
 */
public final class TapeCompiler {
    /** Below this many outputs per group a convolution is not worth tiles of 64 rows. */
    public static final int DIRECT_BELOW = 16;

    private final Program program;
    private final TapeWriter tape;
    private final Lowering lowering;
    private final Map<Value, Source> sources = new HashMap<>();
    private final Map<Value, Value> named = new HashMap<>();
    private final Map<Value, Integer> reads = new HashMap<>();
    private final List<Compiled.Line> lines = new ArrayList<>();
    private int inputs;

    private TapeCompiler(Program program, Weights weights, int directBelow) {
        this.program = program;
        this.tape = new TapeWriter(weights);
        this.lowering = new Lowering(tape, directBelow);
    }

    /**
     * The tape of a program.
     *
     * @throws DeviceException if the program needs more than a device array can hold, or has an op without a kernel
     */
    public static Compiled compile(Program program, Weights weights, int directBelow) {
        return new TapeCompiler(program, weights, directBelow).compile();
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
        tape.freeScratch();
        line.inputs().forEach(this::release);
        if (!reads.containsKey(line.result()) && source.constant() == null && !(line.op() instanceof Reshape)) {
            tape.arena().free(source.offset());
        }
    }

    private Source source(Instruction line) {
        Shape shape = line.result().shape();
        if (line.op() instanceof Constant c) {
            return new Source(0, shape, c.tensor());
        } else if (line.op() instanceof Reshape) {
            return known(line.inputs().get(0)).reshaped(shape);
        }
        Source result = new Source(Math.toIntExact(bounded(tape.arena().take(shape.size()), shape)), shape, null);
        if (line.op() instanceof Input) {
            tape.pass(new LoadPass(result.offset(), inputs, shape.size()));
            inputs = Math.addExact(inputs, shape.size());
        } else {
            lowering.lower(line.op(), line.inputs().stream().map(this::known).toList(), shape, result.offset());
        }
        return result;
    }

    private static long bounded(long offset, Shape shape) {
        if (offset + shape.size() > Integer.MAX_VALUE - 64) {
            throw new DeviceException("the program needs more than 2^31 floats of activations; use a smaller batch");
        }
        return offset;
    }

    private Source known(Value value) {
        return Objects.requireNonNull(sources.get(value));
    }

    private void release(Value value) {
        Value owner = name(value);
        if (reads.merge(owner, -1, Integer::sum) == 0 && known(owner).constant() == null) {
            tape.arena().free(known(owner).offset());
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
