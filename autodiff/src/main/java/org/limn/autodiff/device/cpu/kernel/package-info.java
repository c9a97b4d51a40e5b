/**
 * What the cpu device and its kernels agree on: a {@link org.limn.autodiff.device.cpu.kernel.Kernel} computes one line of a
 * program in stages and units, {@link org.limn.autodiff.device.cpu.kernel.Packs} holds the constants in the order in which
 * kernels read them. Sizes and offsets are counted in floats.
 */
@org.jspecify.annotations.NullMarked
package org.limn.autodiff.device.cpu.kernel;
