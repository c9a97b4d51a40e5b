package org.limn.autodiff.device;

import java.util.List;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Shape;

/** The check of what a run is given that all devices share. */
public final class Arguments {
    private Arguments() {}

    /** Refuses shapes that are not those of the program's inputs. */
    public static void check(Program program, List<Shape> given) {
        List<Instruction> wanted = program.inputs();
        if (given.size() != wanted.size()) {
            throw new IllegalArgumentException(
                    "the program has " + wanted.size() + " inputs " + names(wanted) + ", got " + given.size());
        }
        for (int i = 0; i < given.size(); i++) {
            Shape shape = wanted.get(i).result().shape();
            if (!given.get(i).equals(shape)) {
                throw new IllegalArgumentException(
                        "input " + wanted.get(i).name() + " is f32" + shape + ", got " + given.get(i));
            }
        }
    }

    private static List<String> names(List<Instruction> inputs) {
        return inputs.stream().map(Instruction::name).toList();
    }
}
