/**
 * The one kernel of the gpu device, in the subset of Java that Aparapi turns into OpenCL C: a chain of classes, one per family of
 * ops, each extending the one before, because a kernel's buffers belong to one object. {@link
 * org.limn.autodiff.device.gpu.kernel.NetKernel} is its end and its entry; every pass of a run is one launch of it, which looks
 * up on the tape what to do.
 *
 * <p>What the translator cannot take, or takes wrongly: switch, break, lambdas, overloads, boolean fields, doubles (a stray
 * {@code 0.5} included), {@code a = b = c}, variables without a first value, {@code !(x > 0)} where x may be NaN. Private arrays
 * start undefined. All work items of a group must reach the same barriers, so loops around one depend on the group only.
 *
 * <p>Read {@link org.limn.autodiff.device.gpu.kernel.MemoryRoutines} first.
 */
@org.jspecify.annotations.NullMarked
package org.limn.autodiff.device.gpu.kernel;
