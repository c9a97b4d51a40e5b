package org.limn.autodiff.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Fused;
import org.limn.autodiff.op.Input;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/** Reads what {@link Printer} wrote: {@code parse(print(p), p.constants())} equals p. */
public final class Parser {
    private static final Map<String, Class<? extends Op>> WORDS = Attributes.words();

    /** Of a line, or of what is wrong with it, a message shows no more. */
    private static final int LONGEST = 400;

    private final Map<String, Tensor> constants;
    private final Map<String, Value> values = new HashMap<>();
    private final List<Instruction> lines = new ArrayList<>();
    private final List<Program.Output> outputs = new ArrayList<>();

    private Parser(Map<String, Tensor> constants) {
        this.constants = constants;
    }

    /**
     * Reads a program.
     *
     * @param constants the large constants by their hash
     * @throws IllegalArgumentException with the line's number where the text is not a program
     */
    public static Program parse(String text, Map<String, Tensor> constants) {
        Parser parser = new Parser(constants);
        String[] all = text.split("\n");
        for (int i = 0; i < all.length; i++) {
            try {
                parser.line(new Scanner(all[i]));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "line " + (i + 1) + ": " + capped(String.valueOf(e.getMessage())) + "\n  " + capped(all[i]), e);
            }
        }
        return Verifier.verify(new Program(parser.lines, parser.outputs));
    }

    private static String capped(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private void line(Scanner in) {
        if (in.atEnd()) {
            return;
        }
        if (in.accept("return")) {
            do {
                String name = in.name();
                in.expect("=");
                outputs.add(new Program.Output(name, value(in)));
            } while (in.accept(","));
            return;
        }
        instruction(in);
    }

    private void instruction(Scanner in) {
        String id = in.word();
        String leaf = in.accept("@") ? in.name() : null;
        in.expect(":");
        in.expect("f32");
        if (!id.matches("%\\d{1,9}")) {
            throw new IllegalArgumentException("expected a value's number, as in %12, got '" + id + "'");
        }
        Value result = new Value(Integer.parseInt(id.substring(1)), Shape.of(in.numbers()));
        in.expect("=");
        List<Value> inputs = new ArrayList<>();
        Op op = op(in, result.shape(), inputs);
        List<String> origin = new ArrayList<>();
        String name = comment(in, origin);
        lines.add(new Instruction(result, op, inputs, leaf != null ? leaf : name, origin));
        values.put(id, result);
        if (leaf != null) {
            values.put("@" + leaf, result);
        }
    }

    private static String comment(Scanner in, List<String> origin) {
        if (!in.accept(";")) {
            return "";
        }
        while (!in.atEnd() && !in.peek("=>")) {
            origin.add(in.origin());
            in.accept("+");
        }
        String name = in.accept("=>") ? in.name() : "";
        if (origin.isEmpty()) {
            origin.add(name);
        } else if (origin.equals(List.of(""))) {
            origin.clear();
        }
        return name;
    }

    private Op op(Scanner in, Shape shape, List<Value> inputs) {
        String word = in.word();
        if (word.equals("input")) {
            return new Input(shape);
        } else if (word.equals("constant")) {
            return new Constant(tensor(in, shape));
        }
        while (in.peek("%") || in.peek("@")) {
            inputs.add(value(in));
            in.accept(",");
        }
        return word.equals("fused") ? fused(in, inputs.size()) : plain(word, in, Map.of("shape", shape.toString()));
    }

    private Tensor tensor(Scanner in, Shape shape) {
        if (in.accept("#")) {
            String hash = in.word();
            Tensor tensor = constants.get(hash);
            if (tensor == null) {
                throw new IllegalArgumentException("no constant with the hash " + hash + " was given");
            }
            return tensor;
        }
        return Tensor.of(shape, in.floats());
    }

    private static Op plain(String word, Scanner in, Map<String, String> said) {
        Class<? extends Op> type = WORDS.get(word);
        if (type == null) {
            throw new IllegalArgumentException("no op is called " + word + "; there are " + WORDS.keySet());
        }
        Map<String, String> attributes = new LinkedHashMap<>(said);
        if (in.accept("{")) {
            do {
                String key = in.word();
                in.expect("=");
                attributes.put(key, in.attribute());
            } while (in.accept(","));
            in.expect("}");
        }
        return (Op) Attributes.parse(type.asSubclass(Record.class), attributes);
    }

    private Fused fused(Scanner in, int arity) {
        List<Fused.Step> steps = new ArrayList<>();
        in.expect("{");
        do {
            in.word();
            in.expect("=");
            String word = in.word();
            List<Integer> args = new ArrayList<>();
            while (in.peek("$")) {
                String arg = in.word();
                if (!arg.matches("\\$\\d{1,9}")) {
                    throw new IllegalArgumentException("expected a step's number, as in $2, got '" + arg + "'");
                }
                args.add(Integer.valueOf(arg.substring(1)));
                in.accept(",");
            }
            steps.add(new Fused.Step(plain(word, in, Map.of()), args));
        } while (in.accept(";"));
        in.expect("}");
        return new Fused(arity, steps);
    }

    private Value value(Scanner in) {
        String key = in.accept("@") ? "@" + in.name() : in.word();
        @Nullable Value value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is read before it is made");
        }
        return value;
    }
}
