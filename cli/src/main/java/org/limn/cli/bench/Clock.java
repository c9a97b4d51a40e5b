package org.limn.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.limn.autodiff.device.Device;

/** CPU time, in nanoseconds since some moment. */
final class Clock {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Clock() {}

    /** The clock for what a device does on this machine's processors. */
    static LongSupplier of(Device device) {
        return device.worksOnJavaThreads() ? Clock::javaThreads : PROCESS::getProcessCpuTime;
    }

    /** Of all threads of this program, without the JVM's own that compile and collect. */
    private static long javaThreads() {
        return Arrays.stream(THREADS.getAllThreadIds())
                .map(THREADS::getThreadCpuTime)
                .filter(t -> t > 0)
                .sum();
    }
}
