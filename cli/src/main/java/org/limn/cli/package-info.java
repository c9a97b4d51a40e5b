/** The command line. */
@org.jspecify.annotations.NullMarked
package org.limn.cli;
