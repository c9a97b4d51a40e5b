package org.limn.autodiff.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Fused;
import org.limn.autodiff.op.Input;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Value;

/**
 * A program as text, one line a value:
 *
 * <pre>{@code
 * %1 @w : f32[64,3,7,7] = constant #5f0c…
 * %3 : f32[1,64,112,112] = conv2d %0, @w {stride=2x2, pad=3x3}   ; /conv1/Conv => conv1_out
 * }</pre>
 *
 * After the semicolon stand the origins and, after {@code =>}, the value's name; where only a name stands there, it is the origin
 * as well. A named input or constant is read as {@code @name} where no other has that name. Constants of up to eight elements are
 * written out, larger ones as their hash. Attributes at their default and shapes that the type says are left out.
 */
public final class Printer {
    private static final int INLINE = 8;

    private Printer() {}

    public static String print(Program program) {
        Map<Value, String> names = constantNames(program);
        StringBuilder text = new StringBuilder();
        for (Instruction line : program.instructions()) {
            text.append(line(line, v -> names.getOrDefault(v, v.toString()))).append('\n');
        }
        return text.append("return ")
                .append(program.outputs().stream()
                        .map(o -> Names.quote(o.name()) + "=" + o.value())
                        .collect(Collectors.joining(", ")))
                .append('\n')
                .toString();
    }

    /** One line by itself; constants are read by number. */
    public static String line(Instruction line) {
        return line(line, Value::toString);
    }

    private static String line(Instruction line, Function<Value, String> name) {
        String result = line.result()
                + (isLeaf(line.op()) && !line.name().isEmpty() ? " @" + Names.quote(line.name()) : "")
                + " : f32" + line.result().shape();
        String call = result + " = "
                + call(line.op(), line.inputs().stream().map(name).toList(), Set.of("shape"));
        String comment = comment(line);
        return comment.isEmpty() ? call : pad(call) + " ; " + comment;
    }

    private static boolean isLeaf(Op op) {
        return op instanceof Constant || op instanceof Input;
    }

    private static String pad(String call) {
        return call + " ".repeat(Math.max(1, 88 - call.length()));
    }

    private static String comment(Instruction line) {
        String name = Names.quote(line.name());
        String origin = line.origin().stream().map(Names::quoteOrigin).collect(Collectors.joining(" + "));
        if (isLeaf(line.op()) || line.name().isEmpty()) {
            return origin;
        }
        return line.origin().equals(List.of(line.name()))
                ? "=> " + name
                : (origin.isEmpty() ? "\"\"" : origin) + " => " + name;
    }

    private static String call(Op op, List<String> args, Set<String> said) {
        if (op instanceof Constant c) {
            return "constant " + literal(c);
        } else if (op instanceof Fused fused) {
            return "fused " + String.join(", ", args) + " " + body(fused);
        } else if (op instanceof Input) {
            return "input";
        }
        String attributes = Attributes.of((Record) op).entrySet().stream()
                .filter(e -> !said.contains(e.getKey()))
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(", "));
        return op.word()
                + (args.isEmpty() ? "" : " " + String.join(", ", args))
                + (attributes.isEmpty() ? "" : " {" + attributes + "}");
    }

    private static String literal(Constant c) {
        float[] data = c.tensor().data();
        return data.length <= INLINE ? Arrays.toString(data) : "#" + c.tensor().hash();
    }

    /** {@code { $2 = conv2d $0, $1 {pad=1x1}; $3 = relu $2 }}: {@code $k} are the inputs, then the steps. */
    private static String body(Fused fused) {
        List<String> lines = new ArrayList<>();
        for (int k = 0; k < fused.steps().size(); k++) {
            Fused.Step step = fused.steps().get(k);
            lines.add("$" + (fused.arity() + k) + " = "
                    + call(step.op(), step.args().stream().map(a -> "$" + a).toList(), Set.of()));
        }
        return "{ " + String.join("; ", lines) + " }";
    }

    private static Map<Value, String> constantNames(Program program) {
        Set<String> seen = new HashSet<>(), twice = new HashSet<>();
        program.instructions().stream()
                .filter(i -> isLeaf(i.op()) && !seen.add(i.name()))
                .forEach(i -> twice.add(i.name()));
        Map<Value, String> names = new HashMap<>();
        for (Instruction line : program.instructions()) {
            if (isLeaf(line.op()) && !line.name().isEmpty() && !twice.contains(line.name())) {
                names.put(line.result(), "@" + Names.quote(line.name()));
            }
        }
        return names;
    }
}
