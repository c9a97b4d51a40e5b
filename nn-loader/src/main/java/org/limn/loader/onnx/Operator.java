package org.limn.loader.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.limn.autodiff.op.Value;

/**
 * One line of the operator table: how an operator is written in the instruction set.
 *
 * @param since the first operator set version that has this meaning; it ends where the next entry of the same name starts
 * @param minInputs how many inputs it has at least
 * @param maxInputs and at most
 * @param attributes the names of those that it may have
 * @param importer writes its lines; gives its outputs, the first of them at least
 */
record Operator(
        String name,
        int since,
        int minInputs,
        int maxInputs,
        Set<String> attributes,
        Function<Node, List<GraphValue>> importer) {

    /** For {@code maxInputs}: as many as there are. */
    static final int ANY = Integer.MAX_VALUE;

    /** An operator that gives operands. */
    static Operator many(
            String name,
            int since,
            int minInputs,
            int maxInputs,
            String attributes,
            Function<Node, List<GraphValue>> lines) {
        Set<String> names = attributes.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(attributes.split(" ")));
        return new Operator(name, since, minInputs, maxInputs, names, lines);
    }

    /** An operator with one output, which may be known at import. */
    static Operator one(
            String name, int since, int minInputs, int maxInputs, String attributes, Function<Node, GraphValue> lines) {
        return many(name, since, minInputs, maxInputs, attributes, n -> List.of(lines.apply(n)));
    }

    /** An operator whose one output is a line of the program, of the type of its first input. */
    static Operator line(
            String name, int since, int minInputs, int maxInputs, String attributes, Function<Node, Value> lines) {
        return one(name, since, minInputs, maxInputs, attributes, n -> n.like(0, lines.apply(n)));
    }

    /** How many inputs it may have: {@code 2}, {@code 2 to 3}, {@code 1 or more}. */
    String inputCount() {
        return minInputs + (maxInputs == ANY ? " or more" : maxInputs == minInputs ? "" : " to " + maxInputs);
    }
}
