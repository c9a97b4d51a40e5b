package org.limn.autodiff.device;

import java.util.List;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Tensor;

/** A program ready to run on a device; one run at a time. */
public interface Executable extends AutoCloseable {
    /**
     * Runs the program.
     *
     * @param inputs one per input of the program, in its order and shapes
     * @return one per output of the program, in its order
     * @throws IllegalArgumentException if an input is missing or has another shape
     * @throws IllegalStateException if it has been closed
     * @throws RunInterruptedException if the thread is interrupted; the run is given up between two lines
     */
    default List<Tensor> run(List<Tensor> inputs) {
        return run(inputs, Probe.NONE);
    }

    /** Runs the program and reports every line to the probe. */
    List<Tensor> run(List<Tensor> inputs, Probe probe);

    /** Exactly what runs, after the device's own passes. */
    Program program();

    /** The same with the kernel, layout and place of every line. */
    String listing();

    /** The lines that run by their definitions for want of a kernel: right, and slower by orders of magnitude. */
    default List<Instruction> withoutKernel() {
        return List.of();
    }

    /** How many bytes it holds besides the constants that it shares. */
    long bytes();

    @Override
    void close();
}
