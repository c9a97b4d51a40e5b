package org.limn.attribution;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Tensor;

/**
 * The executables of one network: one per inquiry and batch, compiled when first needed. Together they stay under a number of
 * bytes; the one used longest ago goes first. One run at a time.
 */
final class Executables implements AutoCloseable {
    private final IntFunction<Program> network;
    private final Device device;
    private final long budget;
    private final Map<Key, Executable> kept = new LinkedHashMap<>(16, 0.75f, true);

    private record Key(Inquiry inquiry, int batch) {}

    Executables(IntFunction<Program> network, Device device, long budget) {
        this.network = network;
        this.device = device;
        this.budget = budget;
    }

    Program network(int batch) {
        return network.apply(batch);
    }

    Device device() {
        return device;
    }

    /** Runs an inquiry on inputs whose first axis is the batch. */
    synchronized List<Tensor> run(Inquiry inquiry, List<Tensor> inputs) {
        return get(new Key(inquiry, inputs.get(0).shape().dim(0))).run(inputs);
    }

    /**
     * The greatest power of two up to {@code most} for which one executable takes at most half of the budget; the other half is
     * for those that score, and for smaller batches.
     *
     * @throws DeviceException if a single image does not fit
     */
    synchronized int batch(Inquiry inquiry, int most) {
        long one = get(new Key(inquiry, 1)).bytes();
        int batch = 1;
        while (2 * batch <= most && one * 2 * batch <= budget / 2) {
            batch *= 2;
        }
        return batch;
    }

    private Executable get(Key key) {
        Executable known = kept.get(key);
        if (known != null) {
            return known;
        }
        Executable made = device.compile(key.inquiry().of(network.apply(key.batch())));
        if (made.bytes() > budget) {
            made.close();
            throw new DeviceException(String.format(
                    "a batch of %d needs %,d bytes, the memory budget is %,d; raise it, or the heap that it is a part of (-Xmx)",
                    key.batch(), made.bytes(), budget));
        }
        makeRoom(budget - made.bytes());
        kept.put(key, made);
        return made;
    }

    private void makeRoom(long bytes) {
        long taken = kept.values().stream().mapToLong(Executable::bytes).sum();
        Iterator<Executable> oldest = kept.values().iterator();
        while (taken > bytes) {
            Executable gone = oldest.next();
            taken -= gone.bytes();
            oldest.remove();
            gone.close();
        }
    }

    @Override
    public synchronized void close() {
        kept.values().forEach(Executable::close);
        kept.clear();
    }
}
