package org.limn.autodiff.device.cpu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.Arguments;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.device.Probe;
import org.limn.autodiff.device.RunInterruptedException;
import org.limn.autodiff.device.cpu.array.Box;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.device.cpu.kernel.Packs;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Input;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/** Calls of kernels over one arena. Runs exclude each other. */
final class CpuExecutable implements Executable {
    /** A kernel and where it finds what it needs. */
    record Call(Move move, Kernel kernel, Kernel.Places places) {}

    /** Where a value is. */
    record Place(Stored stored, int offset) {}

    private final Program program;
    private final Team team;
    private final Packs packs;
    private final Map<Instruction, List<Call>> calls = new LinkedHashMap<>();
    private final Map<Value, Place> places;
    private float @Nullable [] arena;
    private final float[][] locals;

    CpuExecutable(Program program, Team team, Packs packs, float[] arena, List<Call> calls, Map<Value, Place> places) {
        this.program = program;
        this.team = team;
        this.packs = packs;
        this.arena = arena;
        this.places = places;
        program.instructions().forEach(line -> this.calls.put(line, new ArrayList<>()));
        calls.forEach(call ->
                Objects.requireNonNull(this.calls.get(call.move().line())).add(call));
        int local = calls.stream()
                .flatMap(call -> call.kernel.stages().stream())
                .mapToInt(Kernel.Stage::local)
                .max()
                .orElse(0);
        locals = new float[team.threads()][local];
    }

    @Override
    public synchronized List<Tensor> run(List<Tensor> inputs, Probe probe) {
        Arguments.check(program, inputs.stream().map(Tensor::shape).toList());
        float[] arena = open();
        team.begin();
        try {
            return run(inputs, probe, arena);
        } finally {
            team.end();
        }
    }

    private List<Tensor> run(List<Tensor> inputs, Probe probe, float[] arena) {
        int given = 0;
        for (Map.Entry<Instruction, List<Call>> line : calls.entrySet()) {
            if (line.getKey().op() instanceof Input) {
                give(inputs.get(given++), line.getKey().result(), arena);
            }
        }
        for (Map.Entry<Instruction, List<Call>> line : calls.entrySet()) {
            RunInterruptedException.check();
            long nanos = 0;
            for (Call call : line.getValue()) {
                nanos += run(call, probe != Probe.NONE);
            }
            if (probe != Probe.NONE) {
                probe.line(line.getKey(), nanos, value(line.getKey(), arena));
            }
        }
        List<Tensor> outputs = new ArrayList<>();
        program.outputs().forEach(o -> outputs.add(take(o.value(), arena)));
        return outputs;
    }

    private float[] open() {
        float[] open = arena;
        if (open == null) {
            throw new IllegalStateException("this executable has been closed");
        }
        return open;
    }

    private long run(Call call, boolean timed) {
        long nanos = 0;
        for (Kernel.Stage stage : call.kernel.stages()) {
            nanos += team.run(stage, call.places, locals, timed);
        }
        return nanos;
    }

    private void give(Tensor tensor, Value value, float[] arena) {
        Place place = place(value);
        Shape shape = value.shape();
        Box.of(shape, shape.strides(), place.stored.strides()).copy(tensor.data(), 0, arena, place.offset);
    }

    private Tensor take(Value value, float[] arena) {
        Place place = place(value);
        return Definition.fetch(place.stored, arena, place.offset);
    }

    private Place place(Value value) {
        return Objects.requireNonNull(places.get(value));
    }

    private Supplier<Tensor> value(Instruction line, float[] arena) {
        return line.op() instanceof Constant c ? c::tensor : () -> take(line.result(), arena);
    }

    @Override
    public Program program() {
        return program;
    }

    @Override
    public String listing() {
        return calls.entrySet().stream()
                        .map(e -> e.getKey() + "\n      " + how(e.getKey(), e.getValue()))
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    private String how(Instruction line, List<Call> what) {
        String kernels = what.stream()
                .map(call -> call.kernel.name()
                        + (call.move.converts() ? " " + call.move.output().value() : ""))
                .collect(Collectors.joining(", then "));
        Place place = places.get(line.result());
        String where = place == null ? "packed" : place.stored.layout() + " at " + place.offset;
        return "| " + (kernels.isEmpty() ? "" : kernels + " | ") + where;
    }

    @Override
    public synchronized List<Instruction> withoutKernel() {
        return calls.entrySet().stream()
                .filter(e -> e.getValue().stream().anyMatch(call -> call.kernel instanceof Definition))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public synchronized long bytes() {
        float[] held = arena;
        return held == null ? 0 : 4L * held.length + 4L * locals.length * locals[0].length;
    }

    @Override
    public synchronized void close() {
        arena = null;
        calls.clear();
        packs.close();
    }
}
