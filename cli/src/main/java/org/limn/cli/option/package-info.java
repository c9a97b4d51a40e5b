/**
 * What commands share: groups of options such as {@link org.limn.cli.option.ModelOptions}, where results and messages go
 * ({@link org.limn.cli.option.Output}), and how every error ends ({@link org.limn.cli.option.Failures}). It knows no command.
 */
@org.jspecify.annotations.NullMarked
package org.limn.cli.option;
