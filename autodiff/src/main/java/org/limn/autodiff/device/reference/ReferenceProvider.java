package org.limn.autodiff.device.reference;

import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.DeviceProvider;
import org.limn.autodiff.device.DeviceSettings;

/** Makes the reference device known. */
public final class ReferenceProvider implements DeviceProvider {
    @Override
    public String kind() {
        return "reference";
    }

    @Override
    public String describe() {
        return "reference: usable; definitions in float64, one thread, slow";
    }

    @Override
    public Device open(String options, DeviceSettings settings) {
        if (!options.isEmpty()) {
            throw new DeviceException("device reference takes no options, got " + options);
        }
        return new ReferenceDevice();
    }
}
