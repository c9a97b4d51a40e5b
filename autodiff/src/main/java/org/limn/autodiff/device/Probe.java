package org.limn.autodiff.device;

import java.util.function.Supplier;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.tensor.Tensor;

/** Watches a run line by line. */
public interface Probe {
    /** Watches nothing and costs nothing. */
    Probe NONE = (line, cpuNanos, value) -> {};

    /**
     * A line has run.
     *
     * @param cpuNanos thread CPU time that it took, summed over the threads that worked on it; where those are not Java's, the wall time of
     *     its launches
     * @param value its result, fetched only if asked for now
     */
    void line(Instruction line, long cpuNanos, Supplier<Tensor> value);
}
