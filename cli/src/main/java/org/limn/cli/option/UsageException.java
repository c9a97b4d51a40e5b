package org.limn.cli.option;

/** What was asked for cannot be; the message says which flag, what came and what could have come. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message);
    }
}
