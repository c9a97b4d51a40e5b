/**
 * The gpu device: programs on OpenCL through Aparapi. {@link org.limn.autodiff.device.gpu.GpuProvider} finds devices and says why
 * one is not usable; {@link org.limn.autodiff.device.gpu.GpuDevice} compiles programs to tapes; its {@link
 * org.limn.autodiff.device.gpu.Session} owns the one kernel with all arrays, and runs them. Nothing ever falls back to Java.
 *
 * <p>Only this package and its {@code kernel} know Aparapi, whose classes may be absent.
 */
@org.jspecify.annotations.NullMarked
package org.limn.autodiff.device.gpu;
