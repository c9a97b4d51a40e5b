package org.limn.evaluation;

/**
 * There is no score, as the metric's definition has it for such cases.
 *
 * @param reason for people, with the figures that decided
 */
public record Skipped(String reason) implements Outcome {}
