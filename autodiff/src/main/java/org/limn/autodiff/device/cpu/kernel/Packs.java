package org.limn.autodiff.device.cpu.kernel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.limn.autodiff.tensor.Tensor;

/** Constants in the order that kernels read them, each packed once for all executables of a device. */
public final class Packs {
    private record Key(Tensor constant, String order) {}

    private final Map<Key, float[]> packed = new ConcurrentHashMap<>();

    /**
     * The constant in some order.
     *
     * @param order says how it is packed; two kernels that say the same share the array
     */
    public float[] get(Tensor constant, String order, Supplier<float[]> pack) {
        return packed.computeIfAbsent(new Key(constant, order), k -> pack.get());
    }

    /** How many bytes all of them take. */
    public long bytes() {
        return packed.values().stream().mapToLong(p -> 4L * p.length).sum();
    }

    /** Lets all of them go, when their device is closed. */
    public void clear() {
        packed.clear();
    }
}
