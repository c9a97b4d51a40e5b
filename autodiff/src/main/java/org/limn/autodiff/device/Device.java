package org.limn.autodiff.device;

import org.limn.autodiff.program.Program;
import org.limn.autodiff.transform.Pipeline;

/**
 * Something that runs programs. It packs the constants of the programs that it compiles once, whichever and however many
 * programs they appear in, and lets them go when it is closed.
 */
public interface Device extends AutoCloseable {
    /** What it was opened as: {@code cpu}, {@code cpu:scalar}, {@code reference}, {@code gpu:0}. */
    String name();

    /** What it runs on, for provenance: processor, vector width, threads, driver. */
    String description();

    /** The passes that it applies to a program before it runs it. */
    Pipeline passes();

    /**
     * Makes a program ready to run.
     *
     * @throws DeviceException if it cannot run here, saying which line or how many bytes are too many
     */
    Executable compile(Program program);

    /** The most bytes that the values of one executable may take here, whatever the settings say. */
    default long memory() {
        return Long.MAX_VALUE;
    }

    /** Whether threads of this JVM do the work, so that their CPU time is what a run takes; a driver's threads are not among them. */
    default boolean worksOnJavaThreads() {
        return true;
    }

    @Override
    void close();
}
