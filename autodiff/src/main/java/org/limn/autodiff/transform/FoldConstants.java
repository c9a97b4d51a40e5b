package org.limn.autodiff.transform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Tensor64;

/**
 * Computes, by their definitions, the lines that depend on constants alone. Between such lines numbers stay in float64; what
 * other lines read is rounded to float32. Broadcasts by themselves are left, they would only make small constants large; a line
 * that reads one folds if it also reads a constant of its own size.
 */
public record FoldConstants() implements Pass {
    @Override
    public Program apply(Program program) {
        Folding folding = new Folding(program);
        List<Instruction> lines = new ArrayList<>();
        program.instructions().forEach(line -> lines.add(folding.of(line)));
        return new DeadCode().apply(new Program(lines, program.outputs()));
    }

    private static final class Folding {
        /** Constants, folded lines and broadcasts of either, by value. */
        private final Map<Value, Instruction> known = new HashMap<>();

        private final Map<Value, Tensor64> exact = new HashMap<>();
        private final Map<Value, Instruction> lastReader = new HashMap<>();
        private final Set<Value> broadcast = new HashSet<>();

        Folding(Program program) {
            for (Instruction line : program.instructions()) {
                line.inputs().forEach(v -> lastReader.put(v, line));
                if (line.op() instanceof Broadcast) {
                    broadcast.addAll(line.inputs());
                }
            }
        }

        Instruction of(Instruction line) {
            Instruction now = folds(line) ? fold(line) : line;
            if (now.op() instanceof Constant || now.op() instanceof Broadcast && isKnown(now)) {
                known.put(now.result(), now);
            }
            // float64 copies of large filters must not outlive their use; what is broadcast is small
            line.inputs().stream()
                    .filter(v -> line.equals(lastReader.get(v)) && !broadcast.contains(v))
                    .forEach(exact::remove);
            return now;
        }

        private boolean isKnown(Instruction line) {
            return known.keySet().containsAll(line.inputs());
        }

        private boolean folds(Instruction line) {
            return !line.inputs().isEmpty()
                    && !(line.op() instanceof Broadcast)
                    && isKnown(line)
                    && (line.inputs().stream().noneMatch(this::isBroadcast) || !grows(line));
        }

        private boolean isBroadcast(Value value) {
            return line(value).op() instanceof Broadcast;
        }

        /** Whether the result is larger than every constant that the line reads as it is. */
        private boolean grows(Instruction line) {
            return line.inputs().stream()
                    .filter(v -> !isBroadcast(v))
                    .allMatch(v -> v.shape().size() < line.result().shape().size());
        }

        private Instruction fold(Instruction line) {
            Tensor64 result =
                    line.op().evaluate(line.inputs().stream().map(this::exact).toList());
            exact.put(line.result(), result);
            Set<String> from = new LinkedHashSet<>();
            line.inputs().forEach(v -> from.addAll(line(v).origin()));
            from.addAll(line.origin());
            return new Instruction(
                    line.result(), new Constant(result.rounded()), List.of(), line.name(), List.copyOf(from));
        }

        private Instruction line(Value value) {
            return Objects.requireNonNull(known.get(value));
        }

        private Tensor64 exact(Value value) {
            Tensor64 folded = exact.get(value);
            if (folded != null) {
                return folded;
            }
            Instruction line = line(value);
            return line.op() instanceof Constant c
                    ? c.tensor().widen()
                    : line.op().evaluate(line.inputs().stream().map(this::exact).toList());
        }
    }
}
