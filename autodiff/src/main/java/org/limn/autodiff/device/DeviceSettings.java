package org.limn.autodiff.device;

/**
 * What every device is told.
 *
 * @param threads how many threads it may use, at least 1
 * @param memory how many bytes the values of one executable may take; constants are not counted
 */
public record DeviceSettings(int threads, long memory) {
    public DeviceSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("a device needs at least 1 thread, got " + threads);
        }
    }

    /** These threads, and three quarters of the heap for an executable. */
    public DeviceSettings(int threads) {
        this(threads, Runtime.getRuntime().maxMemory() / 4 * 3);
    }

    /** As many threads as there are processors, and three quarters of the heap for an executable. */
    public DeviceSettings() {
        this(Runtime.getRuntime().availableProcessors());
    }
}
