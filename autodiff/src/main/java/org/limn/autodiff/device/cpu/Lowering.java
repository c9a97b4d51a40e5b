package org.limn.autodiff.device.cpu;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Input;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;

/** Writes a program out as moves: every line, and before it the changes of layout that it needs and nobody made yet. */
final class Lowering {
    private final Layouts layouts;
    private final Set<Value> constants;
    private final Set<Stored> made = new HashSet<>();
    private final List<Move> moves = new ArrayList<>();

    private Lowering(Layouts layouts, Set<Value> constants) {
        this.layouts = layouts;
        this.constants = constants;
    }

    static List<Move> of(Program program, Layouts layouts, Set<Value> constants) {
        Lowering lowering = new Lowering(layouts, constants);
        program.instructions().stream().filter(line -> !isLeaf(line)).forEach(lowering::line);
        return lowering.moves;
    }

    static boolean isLeaf(Instruction line) {
        return line.op() instanceof Input || line.op() instanceof Constant;
    }

    private void line(Instruction line) {
        List<Stored> inputs = new ArrayList<>();
        for (int i = 0; i < line.inputs().size(); i++) {
            inputs.add(input(line, i));
        }
        moves.add(new Move(line, inputs, new Stored(line.result(), layouts.of(line.result()))));
    }

    private Stored input(Instruction line, int i) {
        Value value = line.inputs().get(i);
        Layout needed = layouts.operand(line, i), own = layouts.of(value);
        if (needed.same(own, value.shape())) {
            return new Stored(value, own);
        }
        Stored converted = new Stored(value, needed);
        if (!constants.contains(value) && made.add(converted)) {
            moves.add(new Move(line, List.of(new Stored(value, own)), converted));
        }
        return converted;
    }
}
