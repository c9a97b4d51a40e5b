package org.limn.autodiff.device.gpu.tape;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hands out ranges of the activations and takes them back, line after line: the smallest gap that fits, else the end. Offset 0
 * is the nonce's.
 */
final class Arena {
    /** Ranges start at multiples of this many floats: the 128 bytes that a GPU fetches at once. */
    private static final int ALIGN = 32;

    private final TreeMap<Long, Long> gaps = new TreeMap<>();
    private final Map<Long, Long> taken = new HashMap<>();
    private long end = ALIGN;

    /** A range of at least this size. */
    long take(long size) {
        long need = (Math.max(size, 1) + ALIGN - 1) / ALIGN * ALIGN;
        long best = -1;
        for (Map.Entry<Long, Long> gap : gaps.entrySet()) {
            if (gap.getValue() >= need && (best < 0 || gap.getValue() < gaps.getOrDefault(best, Long.MAX_VALUE))) {
                best = gap.getKey();
            }
        }
        return best < 0 ? grow(need) : split(best, need);
    }

    private long split(long at, long need) {
        long size = gaps.getOrDefault(at, need);
        gaps.remove(at);
        if (size > need) {
            gaps.put(at + need, size - need);
        }
        taken.put(at, need);
        return at;
    }

    /** A new range at the end, using a gap that lies there. */
    private long grow(long need) {
        Map.Entry<Long, Long> last = gaps.lastEntry();
        long at = last != null && last.getKey() + last.getValue() == end ? last.getKey() : end;
        gaps.remove(at);
        end = at + need;
        taken.put(at, need);
        return at;
    }

    /** Takes a range back and joins it with its free neighbours. */
    void free(long at) {
        long from = at, size = taken.getOrDefault(at, 0L);
        taken.remove(at);
        Map.Entry<Long, Long> before = gaps.lowerEntry(at);
        if (before != null && before.getKey() + before.getValue() == at) {
            from = before.getKey();
            size += before.getValue();
        }
        Long after = gaps.remove(from + size);
        gaps.put(from, size + (after == null ? 0 : after));
    }

    /** How many floats all ranges ever needed together. */
    long size() {
        return end;
    }
}
