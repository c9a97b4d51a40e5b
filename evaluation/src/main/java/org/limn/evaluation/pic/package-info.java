/**
 * Performance Information Curves: how fast the model recovers what it said as the blurred image gets back the pixels that an
 * explanation holds for important. Start with {@link org.limn.evaluation.pic.Pic}; {@link org.limn.evaluation.pic.DelaunayBlur} makes the
 * images, {@link org.limn.evaluation.pic.Entropy} measures them, {@link org.limn.evaluation.pic.Style} draws the curves.
 */
@org.jspecify.annotations.NullMarked
package org.limn.evaluation.pic;
