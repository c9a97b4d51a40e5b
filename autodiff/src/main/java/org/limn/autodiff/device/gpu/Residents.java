package org.limn.autodiff.device.gpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.gpu.tape.ResidentWeights;
import org.limn.autodiff.tensor.Tensor;

/**
 * The constants of all programs of a device, each once in each order that kernels want, in one array that only grows; the device
 * gets it anew when it has grown. The host's copy is what counts: an array that a garbage collection moves is sent again.
 */
final class Residents implements ResidentWeights {
    private record Key(Tensor constant, String order) {}

    private record Part(int at, float[] numbers) {}

    private final long limit;
    private final Map<Key, Integer> offsets = new HashMap<>();
    private final List<Part> added = new ArrayList<>();
    private float[] array = new float[1];
    private int size;

    /** @param limit how many bytes one array may have */
    Residents(long limit) {
        this.limit = limit;
    }

    @Override
    public int offset(Tensor constant, String order, Supplier<float[]> numbers) {
        return offsets.computeIfAbsent(new Key(constant, order), key -> add(numbers.get()));
    }

    private int add(float[] numbers) {
        long end = aligned(size) + numbers.length;
        if (4 * end > limit) {
            throw new DeviceException("the constants of the programs on this device need more than the " + limit
                    + " bytes that one of its arrays can have; close the device and open it for fewer programs");
        }
        int at = (int) aligned(size);
        added.add(new Part(at, numbers));
        size = (int) end;
        return at;
    }

    private static long aligned(long offset) {
        return (offset + 31) / 32 * 32;
    }

    /** How many floats they are. */
    int size() {
        return size;
    }

    /** All of them; another array than before if some have come. */
    float[] array() {
        if (!added.isEmpty()) {
            array = Heap.grown(array, size, "constants");
            for (Part part : added) {
                System.arraycopy(part.numbers, 0, array, part.at, part.numbers.length);
            }
            added.clear();
        }
        return array;
    }
}
