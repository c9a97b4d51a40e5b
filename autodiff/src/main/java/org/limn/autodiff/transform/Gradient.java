package org.limn.autodiff.transform;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Emitter;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Tensor;

/**
 * Reverse-mode differentiation of a program into a program. The lines of the given one stay as they are, with their numbers;
 * after them come an input {@code cotangent}, shaped like the output y that is differentiated, and the lines for {@code ∂(Σ cotangent·y)/∂v}.
 * Each says which line it is the derivative of.
 *
 * <p>Baydin, Pearlmutter, Radul and Siskind, "Automatic differentiation in machine learning: a survey", JMLR 18 (2018), section 3.2.
 */
public final class Gradient {
    /** The name of the input that the gradient program has besides those of the given program. */
    public static final String COTANGENT = "cotangent";

    /** Replaces the derivative of some lines: how guided backpropagation and deconvnet are said. */
    public interface Rule {
        /** Every op's own derivative. */
        Rule EXACT = (emit, line, i, g) -> Optional.empty();

        /**
         * The cotangent of input i of a line whose result has the cotangent g, or nothing where the op's own rule holds.
         */
        Optional<Value> vjp(Emitter emit, Instruction line, int i, Value g);
    }

    private final ProgramBuilder builder;
    private final Rule rule;
    private final Map<Value, Value> cotangents = new HashMap<>();

    private Gradient(ProgramBuilder builder, Rule rule) {
        this.builder = builder;
        this.rule = rule;
    }

    /**
     * The program with its outputs and, after them, for each input {@code x} in {@code inputs} the output {@code gradient:x}.
     *
     * @param output the name of the output that is differentiated
     * @param inputs names of inputs, or of any other named values
     * @throws IllegalArgumentException if there is no such output or value
     */
    public static Program of(Program program, String output, List<String> inputs, Rule rule) {
        List<Instruction> wrt = inputs.stream()
                .map(name -> program.named(name)
                        .orElseThrow(() -> new IllegalArgumentException("no value is called " + name)))
                .toList();
        ProgramBuilder builder = ProgramBuilder.after(program);
        program.outputs().forEach(o -> builder.output(o.name(), o.value()));
        Value y = program.output(output);
        Gradient gradient = new Gradient(builder, rule);
        gradient.cotangents.put(y, builder.origin(List.of()).input(COTANGENT, y.shape()));
        gradient.backward(program, active(program, wrt));
        for (Instruction line : wrt) {
            builder.output("gradient:" + line.name(), gradient.cotangentOf(line.result()));
        }
        return new DeadCode().apply(builder.build());
    }

    /** The same with every op's own derivative. */
    public static Program of(Program program, String output, String input) {
        return of(program, output, List.of(input), Rule.EXACT);
    }

    /** The values that depend on one of the given lines, these included. */
    private static Set<Value> active(Program program, List<Instruction> wrt) {
        Set<Value> active = new HashSet<>();
        wrt.forEach(line -> active.add(line.result()));
        for (Instruction line : program.instructions()) {
            if (line.inputs().stream().anyMatch(active::contains)) {
                active.add(line.result());
            }
        }
        return active;
    }

    private void backward(Program program, Set<Value> active) {
        List<Instruction> lines = program.instructions();
        for (int k = lines.size() - 1; k >= 0; k--) {
            Instruction line = lines.get(k);
            Value g = cotangents.get(line.result());
            for (int i = 0; g != null && i < line.inputs().size(); i++) {
                if (active.contains(line.inputs().get(i))) {
                    accumulate(line.inputs().get(i), vjp(line, i, g));
                }
            }
        }
    }

    private Value vjp(Instruction line, int i, Value g) {
        builder.origin("vjp of " + line.result() + " " + line.op().word());
        return rule.vjp(builder, line, i, g)
                .orElseGet(() -> line.op().vjp(i, builder, line.inputs(), line.result(), g));
    }

    private void accumulate(Value value, Value g) {
        if (!g.equals(Value.ZERO)) {
            cotangents.merge(
                    value, g, (a, b) -> builder.origin("sum into " + value).add(a, b));
        }
    }

    private Value cotangentOf(Value value) {
        Value g = cotangents.get(value);
        return g != null ? g : builder.origin(List.of()).emit(new Constant(Tensor.zeros(value.shape())));
    }
}
