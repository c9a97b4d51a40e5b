package org.limn.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.transform.DeadCode;
import org.limn.autodiff.transform.Gradient;

/**
 * What a program model computes in one run: the scores, then if asked the activation of a value inside, then the gradient with
 * respect to a value. Two that are equal share an executable.
 */
record Computation(ModelOutput score, Optional<Gradient.Rule> rule, String value) {
    static final String IMAGE = "image";

    static Computation scores(ModelOutput score) {
        return new Computation(score, Optional.empty(), IMAGE);
    }

    static Computation gradient(ModelOutput score, Gradient.Rule rule, String value) {
        return new Computation(score, Optional.of(rule), value);
    }

    /** The program that computes this and nothing else. */
    Program of(Program network) {
        List<Program.Output> outputs = new ArrayList<>();
        outputs.add(new Program.Output(score.output(), network.output(score.output())));
        if (!value.equals(IMAGE)) {
            outputs.add(
                    new Program.Output(value, network.named(value).orElseThrow().result()));
        }
        Program needed = new DeadCode().apply(new Program(network.instructions(), outputs));
        return rule.map(r -> Gradient.of(needed, score.output(), List.of(value), r))
                .orElse(needed);
    }
}
