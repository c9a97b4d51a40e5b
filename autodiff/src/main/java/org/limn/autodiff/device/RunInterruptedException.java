package org.limn.autodiff.device;

/** The thread that runs a program was interrupted, and the run given up between two lines. The interrupt status stays set. */
public final class RunInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private RunInterruptedException() {
        super("the run of a program was interrupted");
    }

    /** What an executable calls between lines. */
    public static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new RunInterruptedException();
        }
    }
}
