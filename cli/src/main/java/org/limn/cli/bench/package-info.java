/**
 * Times held against what this machine can do at most. Seconds are CPU seconds unless said, of all threads together,
 * a driver's too; peak and
 * bandwidth are measured in the same run. Read {@link org.limn.cli.bench.Bench} first.
 */
@org.jspecify.annotations.NullMarked
package org.limn.cli.bench;
