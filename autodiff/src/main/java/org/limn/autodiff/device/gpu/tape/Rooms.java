package org.limn.autodiff.device.gpu.tape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.MemoryPlan;

/**
 * The ranges of the activations. A tape is written twice: the first time rooms only note who needs how much from which line to
 * which, the second time they hand out, in the same order, the offsets that a {@link MemoryPlan} made of the notes.
 */
final class Rooms {
    /** Floats before the first room: the nonce's, and what keeps the rooms aligned. */
    private static final int BEFORE = MemoryPlan.ALIGNMENT;

    private final List<Integer> first = new ArrayList<>();
    private final List<Integer> last = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();
    private final @Nullable MemoryPlan plan;
    private int line;

    /** Rooms that take notes, or, with a plan, that follow it. */
    Rooms(@Nullable MemoryPlan plan) {
        this.plan = plan;
    }

    /** A new room, by number; it lasts to the end if nobody frees it. */
    int take(int size) {
        first.add(line);
        last.add(Integer.MAX_VALUE);
        sizes.add(size);
        return sizes.size() - 1;
    }

    /** Where a room is; 0 while nobody knows. */
    int offset(int room) {
        return plan == null ? 0 : BEFORE + plan.offsets().get(room);
    }

    /** The current line is the last that uses this room. */
    void free(int room) {
        last.set(room, line);
    }

    void nextLine() {
        line++;
    }

    /** @param budget how many bytes they may take together */
    MemoryPlan plan(long budget) {
        List<MemoryPlan.Buffer> buffers = IntStream.range(0, sizes.size())
                .mapToObj(i -> new MemoryPlan.Buffer(first.get(i), last.get(i), sizes.get(i)))
                .toList();
        return MemoryPlan.of(buffers, 0, budget);
    }

    /** How many floats the activations are. */
    int size() {
        return BEFORE + (plan == null ? 0 : plan.size());
    }
}
