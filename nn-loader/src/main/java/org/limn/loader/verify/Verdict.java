package org.limn.loader.verify;

/** How the check of a model ended. */
public enum Verdict {
    /** All outputs are within the tolerance. */
    PASS,
    /** The model or its data uses what is not supported, or does not fit into memory. */
    REFUSED,
    /** A wrong number, shape or type, or a damaged file. */
    FAIL
}
