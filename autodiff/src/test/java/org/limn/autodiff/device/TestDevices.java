package org.limn.autodiff.device;

import java.util.List;
import java.util.stream.Stream;

/** The devices that tests of all devices run on. */
public final class TestDevices {
    private TestDevices() {}

    /** Names of those that can be had on this machine; {@code gpu:any} where there is an OpenCL device, of whatever type. */
    public static List<String> names() {
        return Stream.of("reference", "cpu:vector", "cpu:scalar", "gpu:any")
                .filter(TestDevices::available)
                .toList();
    }

    private static boolean available(String name) {
        try (Device device = Devices.open(name, new DeviceSettings(1))) {
            return !device.name().isEmpty();
        } catch (DeviceException e) {
            System.out.println("skipped: no device " + name + ": " + e.getMessage());
            return false;
        }
    }
}
