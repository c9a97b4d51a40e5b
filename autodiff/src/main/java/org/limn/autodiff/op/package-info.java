/**
 * The instruction set: a small closed language of array operations, one file per word. Each {@link
 * org.limn.autodiff.op.Op} says which shape it has, what it computes (its definition: plain loops in float64) and what its
 * derivative is, as lines of the same language. Values are float32 arrays of fixed shape; nothing is broadcast unless a
 * {@link org.limn.autodiff.op.Broadcast} says so. Images are [N,C,H,W].
 *
 * <p>Read {@link org.limn.autodiff.op.Op}, then {@link org.limn.autodiff.op.Relu} and {@link org.limn.autodiff.op.Conv2d}.
 */
@org.jspecify.annotations.NullMarked
package org.limn.autodiff.op;
