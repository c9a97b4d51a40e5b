package org.limn.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.limn.autodiff.op.Binary;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.op.Fused;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Select;
import org.limn.autodiff.op.Unary;

/**
 * The lines of a program that are of one kind: all convolutions, say, whatever is fused to them.
 *
 * @param name the word of their op, or {@code elementwise}
 * @param lines how many there are
 * @param milliseconds all together, per run
 * @param gflop all together, per run
 * @param rate GFLOP/s; 0 where there is no arithmetic that counts
 * @param share of the time of all lines
 */
public record Family(String name, int lines, double milliseconds, double gflop, double rate, double share) {
    /** The families of a program, in the order in which they first appear. */
    static List<Family> of(List<Result.Line> lines) {
        Map<String, List<Result.Line>> byName = new LinkedHashMap<>();
        lines.forEach(line ->
                byName.computeIfAbsent(line.family(), k -> new ArrayList<>()).add(line));
        double all = milliseconds(lines);
        List<Family> families = new ArrayList<>();
        byName.forEach((name, its) -> {
            double time = milliseconds(its);
            double gflop = its.stream().mapToDouble(Result.Line::mflop).sum() / 1e3;
            families.add(new Family(
                    name, its.size(), time, gflop, time == 0 ? 0 : gflop / time * 1e3, all == 0 ? 0 : time / all));
        });
        return families;
    }

    private static double milliseconds(List<Result.Line> lines) {
        return lines.stream().mapToDouble(Result.Line::milliseconds).sum();
    }

    /** What the family of a line's op is called. */
    static String name(Op op) {
        if (op instanceof Fused fused) {
            return fused.steps().stream()
                    .map(Fused.Step::op)
                    .filter(step -> !isElementwise(step) && !(step instanceof Broadcast))
                    .findFirst()
                    .map(Op::word)
                    .orElse("elementwise");
        }
        return isElementwise(op) ? "elementwise" : op.word();
    }

    private static boolean isElementwise(Op op) {
        return op instanceof Unary || op instanceof Binary || op instanceof Select;
    }
}
