package org.limn.evaluation;

/**
 * What a score means.
 *
 * @param name within its metric: {@code sic}
 * @param unit such as {@code share of the score}; empty for a plain number
 */
public record ScoreKind(String name, boolean higherIsBetter, String unit) {}
