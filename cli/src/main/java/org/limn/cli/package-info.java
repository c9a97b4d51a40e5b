/**
 * The command line: one class per command, each named for it ({@link org.limn.cli.ExplainCommand}), and what they share, such as
 * {@link org.limn.cli.ModelOptions}. Results go to stdout, progress and messages to stderr. Read {@link org.limn.cli.Limn} first;
 * {@link org.limn.cli.Failures} says how every error ends.
 */
@org.jspecify.annotations.NullMarked
package org.limn.cli;
