package org.limn.attribution;

/**
 * The thread that explains was interrupted, and the explanation was given up between two batches. The thread's interrupt status
 * stays set.
 */
public final class ExplanationInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ExplanationInterruptedException() {
        super("the explanation was interrupted");
    }

    /** To be called between batches. */
    static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new ExplanationInterruptedException();
        }
    }
}
