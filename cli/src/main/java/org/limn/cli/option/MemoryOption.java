package org.limn.cli.option;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much memory a command may use. {@code ./limn} gives the JVM a heap of that size. */
public final class MemoryOption {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kmg]?)");
    private static final long LEAST = 100 << 20;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "Memory to use, such as 1500m or 4g; unless said, what the JVM grants itself.")
    private @Nullable String memory;

    /** The bytes that were asked for, or those of the heap, whichever is less. */
    public long bytes() {
        long heap = Runtime.getRuntime().maxMemory();
        long asked = memory == null ? heap : bytes(memory);
        // the JVM keeps some of -Xmx for itself
        if (asked > heap * 1.1) {
            throw new UsageException("--memory " + memory + " is more than the heap of " + (heap >> 20)
                    + " MiB; ./limn starts the JVM with as much, other launchers need -Xmx" + memory);
        }
        return Math.min(asked, heap);
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
