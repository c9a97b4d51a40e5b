package org.limn.autodiff.device;

/** A device cannot be had, or cannot do what was asked; the message says what was needed, what there is, and what to do. */
public final class DeviceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DeviceException(String message) {
        super(message);
    }

    public DeviceException(String message, Throwable cause) {
        super(message, cause);
    }
}
