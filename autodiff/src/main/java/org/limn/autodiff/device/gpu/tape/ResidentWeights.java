package org.limn.autodiff.device.gpu.tape;

import java.util.function.Supplier;
import org.limn.autodiff.tensor.Tensor;

/** Constants that stay on the device, each once in each order, for all the programs of that device. */
public interface ResidentWeights {
    /**
     * The offset of a constant.
     *
     * @param order how its numbers are ordered; empty as they are
     * @param numbers makes them, if they are not there yet
     */
    int offset(Tensor constant, String order, Supplier<float[]> numbers);
}
