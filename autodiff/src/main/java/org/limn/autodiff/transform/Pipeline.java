package org.limn.autodiff.transform;

import java.util.List;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.Verifier;

/** Passes in order, each result verified before the next. */
public record Pipeline(List<Pass> passes) {
    public Pipeline {
        passes = List.copyOf(passes);
    }

    public Program apply(Program program) {
        Program now = program;
        for (Pass pass : passes) {
            now = step(pass, now);
        }
        return now;
    }

    /** The program after the pass with this name has run (the last, if it runs more than once). */
    public Program upTo(String name, Program program) {
        List<String> names = passes.stream().map(Pass::name).toList();
        int last = names.lastIndexOf(name);
        if (last < 0) {
            throw new IllegalArgumentException("no pass is called " + name + "; there are " + names);
        }
        return new Pipeline(passes.subList(0, last + 1)).apply(program);
    }

    private static Program step(Pass pass, Program program) {
        try {
            return Verifier.verify(pass.apply(program));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("pass " + pass.name() + ": " + e.getMessage(), e);
        }
    }
}
