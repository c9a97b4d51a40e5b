/**
 * Where programs run. A {@link org.limn.autodiff.device.Device} is opened by name through {@link
 * org.limn.autodiff.device.Devices}, compiles a program into an {@link org.limn.autodiff.device.Executable}, and is closed by
 * whoever opened it; there is no global state.
 */
@org.jspecify.annotations.NullMarked
package org.limn.autodiff.device;
