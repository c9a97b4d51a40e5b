package org.limn.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Devices;
import picocli.CommandLine.Option;

/** What a command runs on. */
final class DeviceOptions {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kmg]?)");
    private static final long LEAST = 100 << 20;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "cpu",
            description =
                    "What to run on: ${DEFAULT-VALUE} unless said; 'limn list' shows which there are, auto takes the fastest.")
    private String device;

    @Option(names = "--threads", paramLabel = "N", description = "Threads to use; unless said, one per processor.")
    private @Nullable Integer threads;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "Memory to use, such as 1500m or 4g; unless said, what the JVM grants itself.")
    private @Nullable String memory;

    /** Opens the device; the caller closes it. What {@code auto} took is said. */
    Device open(Output output) {
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
    long budget() {
        long heap = Runtime.getRuntime().maxMemory();
        long asked = memory == null ? heap : bytes(memory);
        // the JVM keeps some of -Xmx for itself
        if (asked > heap * 1.1) {
            throw new UsageException("--memory " + memory + " is more than the heap of " + (heap >> 20)
                    + " MiB; ./limn starts the JVM with as much, other launchers need -Xmx" + memory);
        }
        return Math.min(asked, heap) / 4 * 3;
    }

    private static long bytes(String text) {
        Matcher m = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!m.matches()) {
            throw new UsageException("--memory must be a size such as 1500m or 4g, got '" + text + "'");
        }
        long size = Long.parseLong(m.group(1))
                << ("kmg".indexOf(m.group(2)) + 1) * (m.group(2).isEmpty() ? 0 : 10);
        if (size < LEAST) {
            throw new UsageException("--memory must be at least 100m, got " + text);
        }
        return size;
    }
}
