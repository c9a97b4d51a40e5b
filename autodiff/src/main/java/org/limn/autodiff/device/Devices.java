package org.limn.autodiff.device;

import java.util.List;
import java.util.ServiceLoader;

/** The devices known to this program, by name. */
public final class Devices {
    private Devices() {}

    /** All kinds of device, usable or not. */
    public static List<DeviceProvider> providers() {
        return ServiceLoader.load(DeviceProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /**
     * Opens a device by name, {@code kind} or {@code kind:options}; the caller closes it.
     *
     * @throws DeviceException if there is no such kind or no such device
     */
    public static Device open(String name, DeviceSettings settings) {
        String[] parts = name.split(":", 2);
        return providers().stream()
                .filter(p -> p.kind().equals(parts[0]))
                .findFirst()
                .orElseThrow(() -> new DeviceException("no device is called " + name + "; there are "
                        + providers().stream().map(DeviceProvider::kind).toList()))
                .open(parts.length > 1 ? parts[1] : "", settings);
    }
}
