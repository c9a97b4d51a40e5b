package org.limn.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a metric found.
 *
 * @param byName in the order of {@link Metric#scores()}
 * @param skipped those of its scores that this case does not have, each with the reason
 */
public record Scores(Map<String, Score> byName, Map<String, String> skipped) implements Outcome {
    public Scores {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
        skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
    }

    public Scores(Map<String, Score> byName) {
        this(byName, Map.of());
    }

    /** A single score. */
    public static Scores of(String name, double value) {
        return new Scores(Map.of(name, Score.of(value)));
    }

    /** Scores, unless all of them are skipped. */
    public static Outcome of(Map<String, Score> byName, Map<String, String> skipped) {
        return byName.isEmpty()
                ? new Skipped(
                        String.join("; ", skipped.values().stream().distinct().toList()))
                : new Scores(byName, skipped);
    }
}
