package org.limn.autodiff.transform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Tensor64;

/**
 * Computes, by their definitions, the lines that depend on constants alone. Between such lines numbers stay in float64; what
 * other lines read is rounded to float32. Broadcasts are left: they would only make small constants large.
 */
public record FoldConstants() implements Pass {
    @Override
    public Program apply(Program program) {
        Folding folding = new Folding();
        List<Instruction> lines = new ArrayList<>();
        program.instructions().forEach(line -> lines.add(folding.of(line)));
        return new DeadCode().apply(new Program(lines, program.outputs()));
    }

    private static final class Folding {
        private final Map<Value, Constant> constants = new HashMap<>();
        private final Map<Value, Tensor64> exact = new HashMap<>();
        private final Map<Value, List<String>> origins = new HashMap<>();

        Instruction of(Instruction line) {
            Instruction now = folds(line) ? fold(line) : line;
            if (now.op() instanceof Constant c) {
                constants.put(now.result(), c);
                origins.put(now.result(), now.origin());
            }
            return now;
        }

        private boolean folds(Instruction line) {
            return !line.inputs().isEmpty()
                    && !(line.op() instanceof Broadcast)
                    && constants.keySet().containsAll(line.inputs());
        }

        private Instruction fold(Instruction line) {
            Tensor64 result =
                    line.op().evaluate(line.inputs().stream().map(this::exact).toList());
            exact.put(line.result(), result);
            Set<String> from = new LinkedHashSet<>();
            line.inputs().forEach(v -> from.addAll(origins.getOrDefault(v, List.of())));
            from.addAll(line.origin());
            return new Instruction(
                    line.result(), new Constant(result.rounded()), List.of(), line.name(), List.copyOf(from));
        }

        private Tensor64 exact(Value value) {
            return exact.computeIfAbsent(value, v -> java.util.Objects.requireNonNull(constants.get(v))
                    .tensor()
                    .widen());
        }
    }
}
