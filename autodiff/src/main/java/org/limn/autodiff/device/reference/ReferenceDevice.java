package org.limn.autodiff.device.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.limn.autodiff.device.Arguments;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.device.Probe;
import org.limn.autodiff.device.RunInterruptedException;
import org.limn.autodiff.op.Input;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.Verifier;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.autodiff.transform.Pipeline;

/**
 * Runs the given program itself, no passes applied, each line by its op's definition in float64. Slow and plain; on whole
 * networks it agrees with float64 reference data where two good float32 engines differ because a ReLU flips at its kink.
 */
public final class ReferenceDevice implements Device {
    @Override
    public String name() {
        return "reference";
    }

    @Override
    public String description() {
        return "definitions in float64, one thread";
    }

    @Override
    public Pipeline passes() {
        return new Pipeline(List.of());
    }

    @Override
    public Executable compile(Program program) {
        return new ReferenceExecutable(Verifier.verify(program));
    }

    @Override
    public void close() {}

    /** Runs a program on float64 inputs and returns its outputs unrounded. */
    public static List<Tensor64> evaluate(Program program, List<Tensor64> inputs) {
        return evaluate(program, inputs, Probe.NONE);
    }

    static List<Tensor64> evaluate(Program program, List<Tensor64> inputs, Probe probe) {
        Arguments.check(program, inputs.stream().map(Tensor64::shape).toList());
        Map<Value, Integer> reads = reads(program);
        Map<Value, Tensor64> values = new HashMap<>();
        int given = 0;
        for (Instruction line : program.instructions()) {
            RunInterruptedException.check();
            long start = System.nanoTime();
            Tensor64 result =
                    line.op() instanceof Input ? inputs.get(given++) : line.op().evaluate(arguments(line, values));
            values.put(line.result(), result);
            probe.line(line, System.nanoTime() - start, result::rounded);
            line.inputs().forEach(v -> release(v, reads, values));
        }
        List<Tensor64> outputs = new ArrayList<>();
        program.outputs().forEach(o -> outputs.add(Objects.requireNonNull(values.get(o.value()))));
        return outputs;
    }

    private static List<Tensor64> arguments(Instruction line, Map<Value, Tensor64> values) {
        return line.inputs().stream()
                .map(v -> Objects.requireNonNull(values.get(v)))
                .toList();
    }

    /** How often each value is read; outputs once more, so that they stay. */
    private static Map<Value, Integer> reads(Program program) {
        Map<Value, Integer> reads = new HashMap<>();
        program.instructions().forEach(line -> line.inputs().forEach(v -> reads.merge(v, 1, Integer::sum)));
        program.outputs().forEach(o -> reads.merge(o.value(), 1, Integer::sum));
        return reads;
    }

    private static void release(Value value, Map<Value, Integer> reads, Map<Value, Tensor64> values) {
        if (reads.merge(value, -1, Integer::sum) == 0) {
            values.remove(value);
        }
    }
}
