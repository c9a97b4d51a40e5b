package org.limn.parity;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Devices;

/**
 * The same networks on an OpenCL device, within the same limits. Each network gets the device anew, because a device keeps the
 * constants of all that it has run. What does not fit into its memory is refused, with the bytes.
 */
final class GpuArchitecturesSuite extends ArchitecturesSuite {
    @Override
    public String name() {
        return "architectures-gpu";
    }

    @Override
    public List<String> devices() {
        return List.of("gpu", "gpu:any");
    }

    @Override
    public String about() {
        return "The cases of `architectures`, within the same limits, on an OpenCL device: a GPU where there is one, else whatever"
                + " there is. `refused` are networks that its memory does not hold.";
    }

    @Override
    void network(Reference reference, Tsv.Row row, String name, Consumer<Case> report) throws IOException {
        try (Device device = Devices.open(reference.device().name(), new DeviceSettings(1))) {
            super.network(reference.on(device), row, name, report);
        }
    }
}
