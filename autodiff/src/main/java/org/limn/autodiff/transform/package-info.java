/**
 * Programs to programs: {@link org.limn.autodiff.transform.Gradient} appends the lines of a derivative, a {@link
 * org.limn.autodiff.transform.Pass} rewrites a program into an equal one, a {@link org.limn.autodiff.transform.Pipeline} runs
 * several and checks between them.
 */
@org.jspecify.annotations.NullMarked
package org.limn.autodiff.transform;
