/**
 * Kernels of everything that is not a contraction: elementwise lines and fused bodies of them, sums, softmax, pooling, and what
 * only moves numbers. They know nothing of layouts: each works on plain row-major arrays whose axes the device has put in the
 * order in which they lie. Read {@link org.limn.autodiff.device.cpu.array.ArrayKernels} first, the table of them.
 *
 * <p>Every element is computed by one thread in one order, which neither the cut of the work nor the extent of the batch
 * changes, and the last elements of a row, left over by the vectors, by the same operations one at a time.
 */
@org.jspecify.annotations.NullMarked
package org.limn.autodiff.device.cpu.array;
