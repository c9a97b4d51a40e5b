package org.limn.autodiff.device.gpu;

import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.DeviceProvider;
import org.limn.autodiff.device.DeviceSettings;

/**
 * Makes OpenCL devices known. {@code gpu} is the first of type GPU, {@code gpu:N} the N-th device that {@link #describe} lists,
 * which has to be one; {@code gpu:any} and {@code gpu:any:N} take CPU-type devices, too, such as PoCL.
 */
public final class GpuProvider implements DeviceProvider {
    @Override
    public String kind() {
        return "gpu";
    }

    @Override
    public String describe() {
        try {
            return OpenCl.describe();
        } catch (LinkageError | RuntimeException e) {
            return "gpu: not usable: " + absent(e);
        }
    }

    @Override
    public Device open(String options, DeviceSettings settings) {
        try {
            return OpenCl.open(options, settings);
        } catch (DeviceException e) {
            throw e;
        } catch (LinkageError | RuntimeException e) {
            throw new DeviceException("device gpu is not usable: " + absent(e) + "; use --device cpu", e);
        }
    }

    private static String absent(Throwable e) {
        return e instanceof NoClassDefFoundError
                        && String.valueOf(e.getMessage()).contains("aparapi")
                ? "Aparapi (com.aparapi:aparapi) is not on the class path"
                : "OpenCL could not be used (" + e + ")";
    }
}
