package org.limn.cli;

/** The work could not be done, through no fault of the command's usage; the message is one line for the user. */
final class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1;

    FailureException(String message) {
        super(message);
    }

    FailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
