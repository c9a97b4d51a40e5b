package org.limn.attribution;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.Executable;
import org.limn.autodiff.tensor.Tensor;

/**
 * The executables of one network: one per computation and batch, compiled when first needed. Together they stay under a number of
 * bytes; the one used longest ago goes first. One run at a time.
 */
final class Executables implements AutoCloseable {
    private final Programs programs;
    private final Device device;
    private final long budget;
    private final Map<Key, Executable> kept = new LinkedHashMap<>(16, 0.75f, true);
    private boolean closed;

    private record Key(Computation computation, int batch) {}

    Executables(Programs programs, Device device, long budget) {
        this.programs = programs;
        this.device = device;
        this.budget = budget;
    }

    Programs programs() {
        return programs;
    }

    Device device() {
        return device;
    }

    long budget() {
        return budget;
    }

    /** Runs a computation on inputs whose first axis is the batch. */
    synchronized List<Tensor> run(Computation computation, List<Tensor> inputs) {
        return get(new Key(computation, inputs.get(0).shape().dim(0))).run(inputs);
    }

    /**
     * The greatest power of two up to {@code most} for which one executable takes at most half of the budget; the other half is
     * for those that score, and for smaller batches.
     *
     * @throws DeviceException if a single image does not fit
     */
    synchronized int batch(Computation computation, int most) {
        long one = get(new Key(computation, 1)).bytes();
        int batch = 1;
        while (2 * batch <= most && one * 2 * batch <= budget / 2) {
            batch *= 2;
        }
        return batch;
    }

    private Executable get(Key key) {
        if (closed) {
            throw new IllegalStateException("this model has been closed; keep it open for as long as it is asked");
        }
        Executable known = kept.get(key);
        if (known != null) {
            return known;
        }
        Executable made = compile(key);
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

    /** One at a time of all that share the network: they share the constants on the device, too. */
    private Executable compile(Key key) {
        synchronized (programs) {
            return device.compile(key.computation().of(programs.program(key.batch())));
        }
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

    /** Waits for what runs. */
    @Override
    public synchronized void close() {
        closed = true;
        kept.values().forEach(Executable::close);
        kept.clear();
    }
}
