package org.limn.autodiff.device.gpu;

/**
 * How a tape is cut into executions. A garbage collection between two of them may move an array, and Aparapi then replaces its
 * twin on the device by the host's stale copy; inside one execution arrays cannot move, but neither can a collection that needs
 * to move them go on.
 *
 * @param passes most passes in one execution
 * @param guarded whether a run that lost its nonce, and with it its activations, is run again as one execution
 */
record Dispatch(int passes, boolean guarded) {
    /** The whole tape at once: for GPUs. */
    static final Dispatch WHOLE = new Dispatch(Integer.MAX_VALUE, true);

    /** For devices so slow that a collection should not wait for a whole run. */
    static final Dispatch SEGMENTS = new Dispatch(32, true);
}
