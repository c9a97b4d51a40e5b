package org.limn.cli.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * CPU time of all threads of this program since a start, without the JVM's own that compile and collect. What a thread did that
 * has ended meanwhile is not counted.
 */
final class Clock {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Map<Long, Long> before = new HashMap<>();

    private Clock() {
        Arrays.stream(THREADS.getAllThreadIds()).forEach(id -> before.put(id, time(id)));
    }

    static Clock start() {
        return new Clock();
    }

    /** Seconds since the start. */
    double seconds() {
        return Arrays.stream(THREADS.getAllThreadIds())
                        .map(id -> time(id) - before.getOrDefault(id, 0L))
                        .filter(t -> t > 0)
                        .sum()
                / 1e9;
    }

    private static long time(long thread) {
        return Math.max(0, THREADS.getThreadCpuTime(thread));
    }
}
