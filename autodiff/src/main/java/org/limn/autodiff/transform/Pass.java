package org.limn.autodiff.transform;

import org.limn.autodiff.program.Program;

/** Rewrites a program into one with the same inputs and outputs that computes the same, or the same but for rounding. */
public interface Pass {
    Program apply(Program program);

    /** What listings and {@code --after} call it: the class name in kebab case, {@code fold-constants}. */
    default String name() {
        return getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }
}
