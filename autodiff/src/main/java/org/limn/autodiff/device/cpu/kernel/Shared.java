package org.limn.autodiff.device.cpu.kernel;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Values by key, each made once for all who use it, and dropped when the last of them has let it go. */
final class Shared<K, V> {
    private record Held<V>(V value, int users) {
        Held<V> users(int more) {
            return new Held<>(value, users + more);
        }
    }

    private final Map<K, Held<V>> held = new ConcurrentHashMap<>();

    /** What one user takes, and lets go together. */
    final class Use {
        private final Set<K> taken = new HashSet<>();

        synchronized V get(K key, Supplier<V> make) {
            int more = taken.contains(key) ? 0 : 1;
            V value = held.compute(key, (k, h) -> h == null ? new Held<>(make.get(), 1) : h.users(more))
                    .value();
            taken.add(key);
            return value;
        }

        synchronized void end() {
            taken.forEach(key -> held.computeIfPresent(key, (k, h) -> h.users() == 1 ? null : h.users(-1)));
            taken.clear();
        }
    }

    Use use() {
        return new Use();
    }

    Stream<V> values() {
        return held.values().stream().map(Held::value);
    }

    void clear() {
        held.clear();
    }
}
