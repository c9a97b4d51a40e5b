/**
 * The fast device: plain Java, with the Vector API where the module {@code jdk.incubator.vector} is present. Feature maps
 * (rank 4) live as [C][N][H][W], channels outermost, so that the pixels of a whole batch are one axis; everything else is
 * row-major. Results are the same bits for any number of threads and any batch: every output is summed by one thread in one
 * fixed order.
 */
@org.jspecify.annotations.NullMarked
package org.limn.autodiff.device.cpu;
