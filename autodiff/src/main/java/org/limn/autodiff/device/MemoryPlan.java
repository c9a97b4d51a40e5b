package org.limn.autodiff.device;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Where the buffers of a program lie in one array of float32: two may share room if they do not live at the same time. The
 * largest are placed first, each at the lowest offset that is free for as long as it lives.
 *
 * <p>Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net Inference", 2020, section 5.3 (greedy by size),
 * https://arxiv.org/abs/2001.03288.
 *
 * @param offsets where each buffer starts, a multiple of {@link #ALIGNMENT}
 * @param size how many elements the array has, slack included
 */
public record MemoryPlan(List<Integer> offsets, int size) {
    /** Buffers start at multiples of this many elements: one line of a processor's cache. */
    public static final int ALIGNMENT = 16;

    /**
     * Something that needs room.
     *
     * @param first the step that first writes it
     * @param last the last step that reads it
     * @param size how many elements it has
     */
    public record Buffer(int first, int last, int size) {
        public Buffer {
            if (first > last || size < 0) {
                throw new IllegalArgumentException("a buffer lives from its first step to its last, got " + first + ".."
                        + last + ", size " + size);
            }
        }

        private boolean meets(Buffer other) {
            return first <= other.last && other.first <= last;
        }
    }

    private record Placed(Buffer buffer, long offset) {
        long end() {
            return offset + buffer.size;
        }
    }

    public MemoryPlan {
        offsets = List.copyOf(offsets);
    }

    /**
     * Places the buffers.
     *
     * @param slack elements at the end that belong to no buffer
     * @param budget how many bytes all of it may take
     * @throws DeviceException if they do not fit into the budget, or into one array
     */
    public static MemoryPlan of(List<Buffer> buffers, int slack, long budget) {
        List<Integer> order = IntStream.range(0, buffers.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(i -> -buffers.get(i).size())
                        .thenComparing(i -> buffers.get(i).first()))
                .toList();
        long[] offsets = new long[buffers.size()];
        List<Placed> placed = new ArrayList<>();
        long end = 0;
        for (int i : order) {
            offsets[i] = lowest(buffers.get(i), placed);
            Placed now = new Placed(buffers.get(i), offsets[i]);
            insert(now, placed);
            end = Math.max(end, now.end());
        }
        int size = checked(end + slack, budget);
        return new MemoryPlan(
                IntStream.range(0, offsets.length)
                        .map(i -> (int) offsets[i])
                        .boxed()
                        .toList(),
                size);
    }

    /** The lowest offset at which nothing lies that lives at the same time; {@code placed} is in order of offsets. */
    private static long lowest(Buffer buffer, List<Placed> placed) {
        long at = 0;
        for (Placed other : placed) {
            if (other.buffer.meets(buffer)) {
                if (at + buffer.size <= other.offset) {
                    return at;
                }
                at = Math.max(at, aligned(other.end()));
            }
        }
        return at;
    }

    private static void insert(Placed now, List<Placed> placed) {
        int i = placed.size();
        while (i > 0 && placed.get(i - 1).offset > now.offset) {
            i--;
        }
        placed.add(i, now);
    }

    private static long aligned(long offset) {
        return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static int checked(long size, long budget) {
        if (size > Integer.MAX_VALUE - ALIGNMENT) {
            throw new DeviceException("the program needs " + bytes(4 * size)
                    + " for its values; one array holds 8.6 GB at most: use a smaller batch");
        } else if (4 * size > budget) {
            throw new DeviceException("the program needs " + bytes(4 * size) + " for its values and may take "
                    + bytes(budget) + ": use a smaller batch, or give the JVM more memory (-Xmx)");
        }
        return (int) size;
    }

    /** A number of bytes for people, {@code 1234.5 MB}, and exactly. */
    static String bytes(long n) {
        return String.format(Locale.ROOT, "%.1f MB (%d bytes)", n * 1e-6, n);
    }
}
