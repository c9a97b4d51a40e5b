package org.limn.cli.option;

import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Devices;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a command runs on. */
public final class DeviceOptions {
    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "cpu",
            description =
                    "What to run on: ${DEFAULT-VALUE} unless said; 'limn list' shows which there are, auto takes the fastest.")
    private String device;

    @Option(names = "--threads", paramLabel = "N", description = "Threads to use; unless said, one per processor.")
    private @Nullable Integer threads;

    @Mixin
    private MemoryOption memory;

    /** Opens the device; the caller closes it. What {@code auto} took is said. */
    public Device open(Output output) {
        DeviceSettings settings = settings();
        if (!device.equals("auto")) {
            return Devices.open(device, settings);
        }
        Device taken = fastest(settings);
        output.say("device " + taken.name() + ": " + taken.description());
        return taken;
    }

    private static Device fastest(DeviceSettings settings) {
        try {
            return Devices.open("gpu", settings);
        } catch (DeviceException e) {
            return Devices.open("cpu", settings);
        }
    }

    private DeviceSettings settings() {
        int processors = Runtime.getRuntime().availableProcessors();
        if (threads != null && (threads < 1 || threads > 1024)) {
            throw new UsageException("--threads must be from 1 to 1024, got " + threads);
        }
        return new DeviceSettings(threads == null ? processors : threads, budget());
    }

    /** How many bytes executables may take: three quarters of the heap, the rest is for weights and results. */
    public long budget() {
        return memory.bytes() / 4 * 3;
    }
}
