/**
 * Programs: lists of lines, each computing one value from earlier ones; how they are built, checked, printed and read back.
 * Read {@link org.limn.autodiff.program.Program}, then {@link org.limn.autodiff.program.Printer}.
 */
@org.jspecify.annotations.NullMarked
package org.limn.autodiff.program;
