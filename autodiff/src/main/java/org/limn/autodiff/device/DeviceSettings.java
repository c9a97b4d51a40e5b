package org.limn.autodiff.device;

/**
 * What every device is told.
 *
 * @param threads how many threads it may use, at least 1
 */
public record DeviceSettings(int threads) {
    public DeviceSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("a device needs at least 1 thread, got " + threads);
        }
    }

    /** As many threads as there are processors. */
    public DeviceSettings() {
        this(Runtime.getRuntime().availableProcessors());
    }
}
