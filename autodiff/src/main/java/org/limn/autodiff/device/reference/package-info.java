/** The judge of the other devices: every line by its definition, the whole program in float64. */
@org.jspecify.annotations.NullMarked
package org.limn.autodiff.device.reference;
