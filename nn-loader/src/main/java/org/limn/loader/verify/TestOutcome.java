package org.limn.loader.verify;

/**
 * What the check of a model gave.
 *
 * @param error the distance from the expected number where it is greatest as a share of what is allowed; NaN if nothing was
 *     compared
 * @param allowed what is allowed there
 * @param reason why it was refused or failed, in one line, or empty
 */
public record TestOutcome(TestFolder folder, Verdict verdict, double error, double allowed, String reason) {}
