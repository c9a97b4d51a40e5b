package org.limn.cli;

/** What was asked for cannot be; the message says which flag, what came and what could have come. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
