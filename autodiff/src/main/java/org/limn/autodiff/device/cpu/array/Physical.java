package org.limn.autodiff.device.cpu.array;

import java.util.List;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.tensor.Shape;

/**
 * A line as it lies: the op and the extents with their axes in the order of memory, outermost first.
 *
 * @param batch which of the axes of the inputs is the batch; an order of summation must not depend on its extent, not even on
 *     its being 1
 */
public record Physical(Op op, List<Shape> inputs, Shape output, int batch) {
    public Physical {
        inputs = List.copyOf(inputs);
    }

    Shape input() {
        return inputs.get(0);
    }
}
