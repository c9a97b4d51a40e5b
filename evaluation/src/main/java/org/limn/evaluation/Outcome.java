package org.limn.evaluation;

/** What a metric gives: scores, or the reason why there are none. */
public sealed interface Outcome permits Scores, Skipped {}
