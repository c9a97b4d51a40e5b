package org.limn.autodiff.program;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Shape;

/** Checks that a program is one: every value made once and before it is read, every shape what its op infers. */
public final class Verifier {
    private Verifier() {}

    /**
     * Returns the program if it is sound.
     *
     * @throws IllegalArgumentException naming what is wrong, with the two lines before and after it
     */
    public static Program verify(Program program) {
        Set<Value> known = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        List<Instruction> lines = program.instructions();
        for (int i = 0; i < lines.size(); i++) {
            String wrong = check(lines.get(i), known, ids);
            if (!wrong.isEmpty()) {
                throw new IllegalArgumentException(wrong + "\n" + around(lines, i));
            }
        }
        for (Program.Output output : program.outputs()) {
            if (!known.contains(output.value())) {
                throw new IllegalArgumentException(
                        "output " + output.name() + " is " + output.value() + ", which no line makes");
            }
        }
        return program;
    }

    private static String check(Instruction line, Set<Value> known, Set<Integer> ids) {
        for (Value input : line.inputs()) {
            if (!known.contains(input)) {
                return input + " of shape " + input.shape() + " is read before it is made";
            }
        }
        String shape = shape(line);
        known.add(line.result());
        return !shape.isEmpty() ? shape : ids.add(line.result().id()) ? "" : line.result() + " is made twice";
    }

    private static String shape(Instruction line) {
        try {
            Shape inferred =
                    line.op().infer(line.inputs().stream().map(Value::shape).toList());
            return inferred.equals(line.result().shape())
                    ? ""
                    : line.result() + " is said to be " + line.result().shape() + " but is " + inferred;
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String around(List<Instruction> lines, int at) {
        return lines.subList(Math.max(0, at - 2), Math.min(lines.size(), at + 3)).stream()
                .map(line -> (line == lines.get(at) ? "> " : "  ") + line)
                .collect(Collectors.joining("\n"));
    }
}
