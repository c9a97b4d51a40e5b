package org.limn.autodiff.transform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.limn.autodiff.op.Fused;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;

/** Several lines written as one {@link Fused} line. */
final class Joined {
    private Joined() {}

    /**
     * The line that computes what the last of these does; origins are united.
     *
     * @param lines in an order in which each is computed before it is read
     */
    static Instruction of(List<Instruction> lines) {
        Instruction last = lines.get(lines.size() - 1);
        Set<Value> made = new LinkedHashSet<>();
        lines.forEach(line -> made.add(line.result()));
        Map<Value, Integer> numbers = new LinkedHashMap<>();
        for (Instruction line : lines) {
            line.inputs().stream().filter(v -> !made.contains(v)).forEach(v -> numbers.putIfAbsent(v, numbers.size()));
        }
        List<Value> inputs = List.copyOf(numbers.keySet());
        made.forEach(v -> numbers.put(v, numbers.size()));
        List<Fused.Step> steps = new ArrayList<>();
        Set<String> origin = new LinkedHashSet<>();
        for (Instruction line : lines) {
            List<Integer> args = line.inputs().stream()
                    .map(v -> Objects.requireNonNull(numbers.get(v)))
                    .toList();
            steps.add(new Fused.Step(line.op(), args));
            origin.addAll(line.origin());
        }
        return new Instruction(
                last.result(), new Fused(inputs.size(), steps), inputs, last.name(), List.copyOf(origin));
    }
}
