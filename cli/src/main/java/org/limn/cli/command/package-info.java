/** One class per command, each named for it ({@link org.limn.cli.command.ExplainCommand}), and what it says of its results. */
@org.jspecify.annotations.NullMarked
package org.limn.cli.command;
