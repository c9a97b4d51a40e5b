package org.limn.autodiff.device.cpu;

import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.DeviceProvider;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.cpu.gemm.KernelSet;

/** Makes the CPU device known; its option is a kernel set: {@code auto}, {@code vector} or {@code scalar}. */
public final class CpuProvider implements DeviceProvider {
    private static final System.Logger LOG = System.getLogger(CpuProvider.class.getName());
    private static final String ABSENT =
            "the module jdk.incubator.vector is not there; add --add-modules jdk.incubator.vector to the JVM's flags";

    @Override
    public String kind() {
        return "cpu";
    }

    @Override
    public String describe() {
        return KernelSet.vectorsPresent()
                ? "cpu: usable; " + KernelSet.vector().description()
                : "cpu: usable, but slow: " + ABSENT;
    }

    @Override
    public Device open(String options, DeviceSettings settings) {
        CpuDevice device = open(options, settings, Team.Cuts.EVEN);
        LOG.log(
                System.Logger.Level.INFO,
                () -> "device " + device.name() + ": " + set(options).description());
        return device;
    }

    static CpuDevice open(String options, DeviceSettings settings, Team.Cuts cuts) {
        String name = options.isEmpty() ? "cpu" : "cpu:" + options;
        return new CpuDevice(name, settings, set(options), vector(options), cuts);
    }

    private static KernelSet set(String options) {
        return vector(options) ? KernelSet.vector() : KernelSet.scalar(options.equals("scalar") ? "asked for" : ABSENT);
    }

    private static boolean vector(String options) {
        return switch (options) {
            case "", "auto" -> KernelSet.vectorsPresent();
            case "scalar" -> false;
            case "vector" -> {
                if (!KernelSet.vectorsPresent()) {
                    throw new DeviceException("device cpu:vector: " + ABSENT);
                }
                yield true;
            }
            default ->
                throw new DeviceException("device cpu takes auto, vector or scalar after the colon, got " + options);
        };
    }
}
