package org.limn.loader.onnx;

import org.limn.autodiff.tensor.Tensor;

/** A tensor as a file stores it. */
sealed interface Literal permits Literal.Floats, GraphValue.Known {
    DType type();

    /** Floats of any width, as float32. */
    record Floats(DType type, Tensor tensor) implements Literal {}
}
