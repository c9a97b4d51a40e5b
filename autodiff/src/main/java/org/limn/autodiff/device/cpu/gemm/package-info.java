/**
 * Contractions: convolutions, their gradients and matrix products, all as one blocked matrix multiplication over a list of
 * offsets. Read {@link org.limn.autodiff.device.cpu.gemm.Gemm} first, then {@code Mul8x3}, the loop that all of it feeds;
 * {@link org.limn.autodiff.device.cpu.gemm.Contractions} is the way in. Sizes, offsets and strides are counted in floats.
 *
 * <p>Every output is summed by one thread: k ascending inside blocks of {@link org.limn.autodiff.device.cpu.gemm.Gemm#KC},
 * blocks ascending. So the bits of a result depend neither on the cut of the work nor on the batch nor on the tile chosen. With
 * vectors, 3×3 convolutions of many channels go another way, {@link org.limn.autodiff.device.cpu.gemm.Winograd}, of which the same
 * holds.
 */
@org.jspecify.annotations.NullMarked
package org.limn.autodiff.device.cpu.gemm;
