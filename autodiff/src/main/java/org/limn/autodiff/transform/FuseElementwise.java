package org.limn.autodiff.transform;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.limn.autodiff.op.Binary;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.op.Inside;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Select;
import org.limn.autodiff.op.Step;
import org.limn.autodiff.op.Unary;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;

/**
 * Joins elementwise lines with those whose results only they read, so that memory is read and written once for all of them. What
 * is cheaper to make again than to write down, broadcasts and masks, is made again wherever it is read.
 */
public record FuseElementwise() implements Pass {
    /** A fused line reads no more values than this: more would be more streams than a core follows, and live longer. */
    private static final int MOST_INPUTS = 8;

    @Override
    public Program apply(Program program) {
        return new DeadCode().apply(new Fusing(program).run());
    }

    private static final class Fusing {
        private final Program program;
        private final Map<Value, Instruction> definitions;
        private final Map<Value, Integer> positions = new HashMap<>();
        private final Map<Value, List<Instruction>> readers;
        private final Set<Value> outputs = new HashSet<>();
        private final Set<Instruction> inside = new HashSet<>();

        Fusing(Program program) {
            this.program = program;
            definitions = program.definitions();
            readers = program.readers();
            program.outputs().forEach(o -> outputs.add(o.value()));
            program.instructions().forEach(line -> positions.put(line.result(), positions.size()));
        }

        Program run() {
            List<Instruction> lines = new ArrayList<>(program.instructions());
            for (int k = lines.size() - 1; k >= 0; k--) {
                if (isElementwise(lines.get(k).op()) && !inside.contains(lines.get(k))) {
                    lines.set(k, fused(lines.get(k)));
                }
            }
            lines.removeIf(inside::contains);
            return new Program(lines, program.outputs());
        }

        private static boolean isElementwise(Op op) {
            return op instanceof Unary || op instanceof Binary || op instanceof Select;
        }

        private Instruction fused(Instruction root) {
            Set<Instruction> body = new LinkedHashSet<>(List.of(root));
            boolean grown = true;
            while (grown) {
                grown = false;
                for (Value input : inputs(body)) {
                    Instruction line = Objects.requireNonNull(definitions.get(input));
                    Set<Instruction> larger = new LinkedHashSet<>(body);
                    larger.add(line);
                    if (joins(line, body) && inputs(larger).size() <= MOST_INPUTS) {
                        body = larger;
                        grown = true;
                    }
                }
            }
            if (body.size() == 1) {
                return root;
            }
            body.stream().filter(line -> line != root && !isRemade(line)).forEach(inside::add);
            return Joined.of(body.stream()
                    .sorted(Comparator.comparing(line -> positions.get(line.result())))
                    .toList());
        }

        /** What a body reads that it does not compute. */
        private static Set<Value> inputs(Set<Instruction> body) {
            Set<Value> inputs = new LinkedHashSet<>();
            body.forEach(line -> inputs.addAll(line.inputs()));
            body.forEach(line -> inputs.remove(line.result()));
            return inputs;
        }

        private boolean joins(Instruction line, Set<Instruction> body) {
            boolean alike =
                    line.result().shape().equals(body.iterator().next().result().shape());
            return alike
                    && !outputs.contains(line.result())
                    && (isRemade(line) || isElementwise(line.op()) && onlyRead(line, body));
        }

        /** Whether a line is read in a body and nowhere else, not even by a line of it that stands outside once more. */
        private boolean onlyRead(Instruction line, Set<Instruction> body) {
            return readers.getOrDefault(line.result(), List.of()).stream()
                    .allMatch(reader -> body.contains(reader) && (!isRemade(reader) || onlyRead(reader, body)));
        }

        /** Whether a line is made again by each of its readers; where all do, it is dead. */
        private static boolean isRemade(Instruction line) {
            return line.op() instanceof Broadcast || line.op() instanceof Step || line.op() instanceof Inside;
        }
    }
}
