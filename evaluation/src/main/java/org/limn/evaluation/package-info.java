/**
 * How good an explanation is: measures, and studies over many images and methods.
 *
 * <p>A {@link org.limn.evaluation.Metric} is a record of settings, made known by a line in {@code META-INF/services}. It is one of
 * four families by what it has to see, and gives an {@link org.limn.evaluation.Outcome}: named scores, or why there are none.
 * What several metrics or methods share of an image lives in its {@link org.limn.evaluation.Subject}.
 */
@org.jspecify.annotations.NullMarked
package org.limn.evaluation;
