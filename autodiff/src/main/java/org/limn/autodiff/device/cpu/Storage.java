package org.limn.autodiff.device.cpu;

import java.util.HashMap;
import java.util.Map;

/**
 * What lies inside what: a reshaped value is the value that it was made of, a slice may be a part of it, the parts of a joined
 * array may be written where they are needed. All else has room of its own.
 */
final class Storage {
    private record Part(Stored whole, int offset) {}

    private final Map<Stored, Part> parts = new HashMap<>();

    /** Lays a stored value, and what lies inside it, inside another from an element on. */
    void lay(Stored part, Stored whole, int offset) {
        Stored root = root(part);
        int at = offset(whole) + offset - offset(part);
        parts.put(root, new Part(root(whole), at));
    }

    /** What has room of its own and holds this value. */
    Stored root(Stored stored) {
        Part part = parts.get(stored);
        return part == null ? stored : root(part.whole);
    }

    /** Where in its root a value starts. */
    int offset(Stored stored) {
        Part part = parts.get(stored);
        return part == null ? 0 : part.offset + offset(part.whole);
    }

    /** Whether the value, and it alone, is the whole of its root. */
    boolean fills(Stored stored) {
        return offset(stored) == 0 && root(stored).size() == stored.size();
    }
}
