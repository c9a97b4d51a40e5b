package org.limn.autodiff.device.cpu;

import java.util.List;
import org.limn.autodiff.program.Instruction;

/**
 * One thing to do for a line of the program: the line itself, or, before it, bringing one of its inputs into the layout in which
 * the line reads it.
 *
 * @param line the line for which it is done
 */
record Move(Instruction line, List<Stored> inputs, Stored output) {
    Move {
        inputs = List.copyOf(inputs);
    }

    /** Whether it changes the layout of a value and nothing else. */
    boolean converts() {
        return !output.value().equals(line.result());
    }
}
