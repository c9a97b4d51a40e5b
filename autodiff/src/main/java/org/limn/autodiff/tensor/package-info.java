/**
 * Shapes and dense arrays: {@link org.limn.autodiff.tensor.Tensor} in float32, what programs carry, and {@link
 * org.limn.autodiff.tensor.Tensor64} in float64, what definitions compute with. All are row-major ("C order") and are not
 * changed after they are made. Read {@link org.limn.autodiff.tensor.Shape} first.
 */
@org.jspecify.annotations.NullMarked
package org.limn.autodiff.tensor;
