package org.limn.autodiff.transform;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;

/** Values that a pass has found equal to earlier ones, and lines and outputs rewritten to read those. */
final class Renaming {
    private final Map<Value, Value> now = new HashMap<>();

    void replace(Value value, Value by) {
        now.put(value, of(by));
    }

    Value of(Value value) {
        return now.getOrDefault(value, value);
    }

    Instruction of(Instruction line) {
        return line.withOp(line.op(), line.inputs().stream().map(this::of).toList());
    }

    List<Program.Output> of(List<Program.Output> outputs) {
        return outputs.stream()
                .map(o -> new Program.Output(o.name(), of(o.value())))
                .toList();
    }
}
