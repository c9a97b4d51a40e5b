package org.limn.autodiff.transform;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.limn.autodiff.op.Input;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;

/** Drops the lines that no output needs; inputs stay. */
public record DeadCode() implements Pass {
    @Override
    public Program apply(Program program) {
        Set<Value> live = new HashSet<>();
        program.outputs().forEach(o -> live.add(o.value()));
        Deque<Instruction> kept = new ArrayDeque<>();
        for (int k = program.instructions().size() - 1; k >= 0; k--) {
            Instruction line = program.instructions().get(k);
            if (live.contains(line.result()) || line.op() instanceof Input) {
                live.addAll(line.inputs());
                kept.addFirst(line);
            }
        }
        return new Program(kept.stream().toList(), program.outputs());
    }
}
