package org.limn.cli.option;

/** The work could not be done, through no fault of the command's usage; the message is one line for the user. */
public final class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public FailureException(String message) {
        super(message);
    }

    public FailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
