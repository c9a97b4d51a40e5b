package org.limn.autodiff.transform;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
 * is cheaper to make again than to write down, broadcasts and masks, is made again wherever it is read. Its time grows with the
 * program's length, whatever its form.
 */
public record FuseElementwise() implements Pass {
    /** A fused line reads no more values than this: more would be more streams than a core follows, and live longer. */
    private static final int MOST_INPUTS = 8;

    /** A fused line stands for no more lines than this: networks have up to 30, and a chain of masks would grow quadratically. */
    private static final int MOST_LINES = 256;

    @Override
    public Program apply(Program program) {
        return new DeadCode().apply(new Fusing(program).run());
    }

    private static boolean isElementwise(Op op) {
        return op instanceof Unary || op instanceof Binary || op instanceof Select;
    }

    /** Whether a line is made again by each of its readers; where all do, it is dead. */
    private static boolean isRemade(Instruction line) {
        return line.op() instanceof Broadcast || line.op() instanceof Step || line.op() instanceof Inside;
    }

    private static final class Fusing {
        private final Program program;
        private final Map<Value, Instruction> definitions;
        private final Map<Value, Integer> positions = new HashMap<>();
        private final Map<Value, List<Instruction>> readers;
        private final Set<Value> outputs = new HashSet<>();
        private final Set<Value> inside = new HashSet<>();

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
                if (isElementwise(lines.get(k).op())
                        && !inside.contains(lines.get(k).result())) {
                    lines.set(k, fused(lines.get(k)));
                }
            }
            lines.removeIf(line -> inside.contains(line.result()));
            return new Program(lines, program.outputs());
        }

        private Instruction fused(Instruction root) {
            Body body = new Body(root);
            boolean grown = true;
            while (grown) {
                grown = false;
                for (Value input : List.copyOf(body.inputs)) {
                    Instruction line = Objects.requireNonNull(definitions.get(input));
                    if (joins(line, root, body)) {
                        body.add(line);
                        grown = true;
                    }
                }
            }
            if (body.lines.size() == 1) {
                return root;
            }
            body.lines.values().stream()
                    .filter(line -> line != root && !isRemade(line))
                    .forEach(line -> inside.add(line.result()));
            return Joined.of(body.lines.values().stream()
                    .sorted(Comparator.comparing(line -> positions.get(line.result())))
                    .toList());
        }

        private boolean joins(Instruction line, Instruction root, Body body) {
            return line.result().shape().equals(root.result().shape())
                    && !outputs.contains(line.result())
                    && (isRemade(line) || isElementwise(line.op()) && body.hasAllReaders(line.result()))
                    && body.lines.size() < MOST_LINES
                    && body.inputsWith(line) <= MOST_INPUTS;
        }

        private int readers(Value value) {
            return readers.getOrDefault(value, List.of()).size();
        }

        /** Lines that will be one, what they read, and how many readers each value has among them: kept up to date as it grows. */
        private final class Body {
            final Map<Value, Instruction> lines = new LinkedHashMap<>();
            final Set<Value> inputs = new LinkedHashSet<>();
            private final Map<Value, Integer> readHere = new HashMap<>();

            Body(Instruction root) {
                add(root);
            }

            void add(Instruction line) {
                lines.put(line.result(), line);
                inputs.remove(line.result());
                line.inputs().stream().filter(v -> !lines.containsKey(v)).forEach(inputs::add);
                if (!isRemade(line) || hasAllReaders(line.result())) {
                    counted(line);
                }
            }

            /** Counts a line as a reader. One that is made again stands outside once more, unless all its own readers are counted. */
            private void counted(Instruction first) {
                Deque<Instruction> open = new ArrayDeque<>(List.of(first));
                while (!open.isEmpty()) {
                    for (Value read : new HashSet<>(open.pop().inputs())) {
                        readHere.merge(read, 1, Integer::sum);
                        Instruction line = lines.get(read);
                        if (line != null && isRemade(line) && hasAllReaders(read)) {
                            open.push(line);
                        }
                    }
                }
            }

            /** Whether a value is read here and nowhere else. */
            boolean hasAllReaders(Value value) {
                return readHere.getOrDefault(value, 0) == readers(value);
            }

            int inputsWith(Instruction line) {
                int own = inputs.contains(line.result()) ? 1 : 0;
                return inputs.size()
                        - own
                        + (int) line.inputs().stream()
                                .distinct()
                                .filter(v -> !inputs.contains(v) && !lines.containsKey(v))
                                .count();
            }
        }
    }
}
