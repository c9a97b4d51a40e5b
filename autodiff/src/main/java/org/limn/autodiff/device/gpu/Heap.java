package org.limn.autodiff.device.gpu;

import java.util.Arrays;
import org.limn.autodiff.device.DeviceException;

/** Arrays on the device have a twin on the heap; this makes them, or says that the heap is too small. */
final class Heap {
    private Heap() {}

    static float[] grown(float[] array, int size, String what) {
        try {
            return Arrays.copyOf(array, size);
        } catch (OutOfMemoryError e) {
            throw new DeviceException(
                    "the gpu device keeps a copy of its " + what + " on the heap, " + 4L * size
                            + " bytes, which a heap of "
                            + Runtime.getRuntime().maxMemory()
                            + " bytes does not have left: use a smaller batch, or give the JVM more memory (-Xmx)",
                    e);
        }
    }
}
