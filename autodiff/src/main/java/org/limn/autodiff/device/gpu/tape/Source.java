package org.limn.autodiff.device.gpu.tape;

import org.jspecify.annotations.Nullable;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/**
 * What a line reads.
 *
 * @param offset where it is among the activations; meaningless for a constant
 * @param constant its numbers, where they are fixed: they become resident in the order in which a kernel wants them
 */
record Source(int offset, Shape shape, @Nullable Tensor constant) {
    Source reshaped(Shape other) {
        return new Source(offset, other, constant == null ? null : constant.reshaped(other));
    }
}
