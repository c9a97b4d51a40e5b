package org.limn.autodiff.device;

/** How a kind of device becomes known: an implementation is named in {@code META-INF/services}. */
public interface DeviceProvider {
    /** The first part of the device's name: {@code cpu}, {@code gpu}. */
    String kind();

    /** One line per device that there is or could be, saying why if it is not usable; never throws. */
    String describe();

    /**
     * Opens a device.
     *
     * @param options what followed the kind after a colon, or empty
     * @throws DeviceException if there is none, or the options mean nothing, saying what would
     */
    Device open(String options, DeviceSettings settings);
}
