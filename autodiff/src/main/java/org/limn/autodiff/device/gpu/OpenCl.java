package org.limn.autodiff.device.gpu;

import com.aparapi.device.Device;
import com.aparapi.device.OpenCLDevice;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.gpu.kernel.NetKernel;

/** The OpenCL devices of this machine, GPUs first, and the choice of one by its options. */
final class OpenCl {
    private static final String NONE =
            "no OpenCL device found (no OpenCL library, or no vendor driver registered with it, as in /etc/OpenCL/vendors)";

    private OpenCl() {}

    /** All devices: GPUs, accelerators, the rest; empty where there is no OpenCL library or no driver. */
    static List<OpenCLDevice> list() {
        return Logging.kept(() -> OpenCLDevice.listDevices(null)).stream()
                .sorted(Comparator.comparingInt(OpenCl::rank))
                .toList();
    }

    private static int rank(OpenCLDevice device) {
        return device.getType() == Device.TYPE.GPU ? 0 : device.getType() == Device.TYPE.ACC ? 1 : 2;
    }

    static String describe() {
        List<OpenCLDevice> all = list();
        return all.isEmpty()
                ? "gpu: not usable: " + NONE
                : IntStream.range(0, all.size())
                        .mapToObj(i -> line(i, all.get(i)))
                        .collect(Collectors.joining("\n"));
    }

    private static String line(int i, OpenCLDevice device) {
        String lacks = lacks(device);
        String state = !lacks.isEmpty()
                ? "not usable: " + lacks
                : rank(device) == 0
                        ? "usable"
                        : "not usable as gpu: its type is " + device.getType() + ", not GPU; gpu:any:" + i
                                + " takes it";
        return "gpu:" + i + ": " + state + "; " + description(device);
    }

    /** Device, driver, and what they have. */
    static String description(OpenCLDevice device) {
        return String.format(
                "%s, %s, %s, %d compute units, %d MB of memory, %d MB at most in one array",
                device.getName(),
                device.getOpenCLPlatform().getName(),
                device.getOpenCLPlatform().getVersion(),
                device.getMaxComputeUnits(),
                device.getGlobalMemSize() >> 20,
                device.getMaxMemAllocSize() >> 20);
    }

    /** What a device has not that the kernel needs; empty if it has all. Too much local memory would abort some drivers. */
    private static String lacks(OpenCLDevice device) {
        return device.getMaxWorkGroupSize() < NetKernel.GROUP
                ? "it runs work groups of " + device.getMaxWorkGroupSize() + " items at most, " + NetKernel.GROUP
                        + " are needed"
                : device.getLocalMemSize() < NetKernel.LOCAL_BYTES
                        ? "it has " + device.getLocalMemSize() + " bytes of local memory, " + NetKernel.LOCAL_BYTES
                                + " are needed"
                        : "";
    }

    static GpuDevice open(String options, DeviceSettings settings) {
        boolean any = options.equals("any") || options.startsWith("any:");
        String number = any ? options.substring(Math.min(4, options.length())) : options;
        if (!number.matches("\\d{0,4}")) {
            throw new DeviceException("device gpu takes a number, any, or any:number after the colon, got " + options);
        }
        OpenCLDevice device = choose(any, number, options);
        String name = options.isEmpty() ? "gpu" : "gpu:" + options;
        return new GpuDevice(name, new Session(device, new NetKernel()), settings, description(device));
    }

    private static OpenCLDevice choose(boolean any, String number, String options) {
        List<OpenCLDevice> all = list();
        int i = number.isEmpty() ? 0 : Integer.parseInt(number);
        String name = options.isEmpty() ? "gpu" : "gpu:" + options;
        if (all.isEmpty()) {
            throw new DeviceException("device " + name + " is not usable: " + NONE + "; use --device cpu");
        } else if (i >= all.size() || !lacks(all.get(i)).isEmpty() || !any && rank(all.get(i)) > 0) {
            throw new DeviceException(
                    "device " + name + " is not there, or not usable; use --device cpu. There are:\n" + describe());
        }
        return all.get(i);
    }
}
