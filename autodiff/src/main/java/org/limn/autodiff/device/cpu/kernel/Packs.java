package org.limn.autodiff.device.cpu.kernel;

import java.util.function.Supplier;
import org.limn.autodiff.tensor.Tensor;

/**
 * The constants of one executable, in the order that kernels read them. Those of all executables of a device are in one store, each
 * once, for as long as one of them is open.
 */
public final class Packs implements AutoCloseable {
    private record Key(Tensor constant, String order) {}

    private final Shared<Tensor, Tensor>.Use constants;
    private final Shared<Key, float[]>.Use packed;

    /** The constants of a device. */
    public static final class Store {
        private final Shared<Tensor, Tensor> constants = new Shared<>();
        private final Shared<Key, float[]> packed = new Shared<>();

        /** For one more executable. */
        public Packs open() {
            return new Packs(constants.use(), packed.use());
        }

        /** How many constants there are. */
        public long constants() {
            return constants.values().count();
        }

        /** How many bytes the packed ones take. */
        public long bytes() {
            return packed.values().mapToLong(p -> 4L * p.length).sum();
        }

        /** Lets all of them go, when their device is closed. */
        public void clear() {
            constants.clear();
            packed.clear();
        }
    }

    /** For an executable that shares with no other. */
    public Packs() {
        this(new Shared<Tensor, Tensor>().use(), new Shared<Key, float[]>().use());
    }

    private Packs(Shared<Tensor, Tensor>.Use constants, Shared<Key, float[]>.Use packed) {
        this.constants = constants;
        this.packed = packed;
    }

    /** The one tensor that stands for all that are equal to this: folding makes equal ones anew in every program. */
    public Tensor shared(Tensor constant) {
        return constants.get(constant, () -> constant);
    }

    /**
     * The constant in some order.
     *
     * @param order says how it is packed; two kernels that say the same share the array
     */
    public float[] get(Tensor constant, String order, Supplier<float[]> pack) {
        return packed.get(new Key(constant, order), pack);
    }

    /** Lets go what no other executable uses. */
    @Override
    public void close() {
        constants.end();
        packed.end();
    }
}
