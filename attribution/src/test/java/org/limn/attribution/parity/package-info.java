/** Comparisons of every method with stored outputs of the originals, for tests and for the parity harness. */
@org.jspecify.annotations.NullMarked
package org.limn.attribution.parity;
