package org.limn.autodiff.device.cpu;

import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Shape;

/** A value in one layout: what takes room in the arena. A value that is read in two layouts is stored twice. */
record Stored(Value value, Layout layout) {
    int size() {
        return value.shape().size();
    }

    /** The extents in the order in which they lie. */
    Shape physical() {
        return layout.physical(value.shape());
    }

    int[] strides() {
        return layout.strides(value.shape());
    }
}
