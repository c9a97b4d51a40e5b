package org.limn.evaluation.pic;

/** The information of an image cannot be measured here; the message says what is missing and what there is instead. */
public final class EntropyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    EntropyException(String message, Throwable cause) {
        super(message, cause);
    }
}
