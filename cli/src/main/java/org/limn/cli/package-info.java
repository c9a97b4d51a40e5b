/**
 * The program {@code limn}: {@link org.limn.cli.Limn} says which commands there are. One class per command is in
 * {@code command}; the options that commands share, their output and how errors end ({@link org.limn.cli.option.Failures}) in
 * {@code option}; pictures and pages in {@code report}, measuring in {@code bench}. Results go to stdout, progress and messages
 * to stderr.
 */
@org.jspecify.annotations.NullMarked
package org.limn.cli;
