/**
 * Straight-line tensor programs and their gradients. The flow goes one way: {@link org.limn.autodiff.tensor}, {@link
 * org.limn.autodiff.op}, {@link org.limn.autodiff.program}, {@link org.limn.autodiff.transform}, {@link
 * org.limn.autodiff.device}; {@link org.limn.autodiff.train} stands on all of them.
 */
@org.jspecify.annotations.NullMarked
package org.limn.autodiff;
