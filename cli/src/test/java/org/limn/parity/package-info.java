/**
 * Comparisons with data that nobody here wrote, as {@code .ci/parity} runs them. A {@link org.limn.parity.Suite} compares one
 * family of results with one folder of the reference data; {@link org.limn.parity.Parity} runs suites and prints a line per
 * {@link org.limn.parity.Case}. Not shipped: it lives among the tests.
 */
@org.jspecify.annotations.NullMarked
package org.limn.parity;
