package org.limn.autodiff.transform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.limn.autodiff.op.Input;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;

/** Drops every line that computes what an earlier line has computed: the same op of the same values. */
public record CommonSubexpressions() implements Pass {
    private record Expression(Op op, List<Value> inputs) {}

    @Override
    public Program apply(Program program) {
        Map<Expression, Value> seen = new HashMap<>();
        Renaming renaming = new Renaming();
        List<Instruction> kept = new ArrayList<>();
        for (Instruction original : program.instructions()) {
            Instruction line = renaming.of(original);
            Value first = line.op() instanceof Input
                    ? null
                    : seen.putIfAbsent(new Expression(line.op(), line.inputs()), line.result());
            if (first == null) {
                kept.add(line);
            } else {
                renaming.replace(line.result(), first);
            }
        }
        return new Program(kept, renaming.of(program.outputs()));
    }
}
