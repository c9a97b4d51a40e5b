package org.limn.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.limn.autodiff.device.Device;

/** CPU time since a start. */
final class Clock {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final LongSupplier nanos;

    private Clock(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Of all threads of this program, without the JVM's own that compile and collect; what a thread did that has ended meanwhile is
     * not counted.
     */
    static Clock start() {
        Map<Long, Long> before = new HashMap<>();
        Arrays.stream(THREADS.getAllThreadIds()).forEach(id -> before.put(id, time(id)));
        return new Clock(() -> Arrays.stream(THREADS.getAllThreadIds())
                .map(id -> time(id) - before.getOrDefault(id, 0L))
                .filter(t -> t > 0)
                .sum());
    }

    /** The clock for what a device does on this machine's processors: of the whole process where a driver's threads compute. */
    static Clock start(Device device) {
        if (device.worksOnJavaThreads()) {
            return start();
        }
        long before = PROCESS.getProcessCpuTime();
        return new Clock(() -> PROCESS.getProcessCpuTime() - before);
    }

    /** Seconds since the start. */
    double seconds() {
        return nanos.getAsLong() / 1e9;
    }

    private static long time(long thread) {
        return Math.max(0, THREADS.getThreadCpuTime(thread));
    }
}
