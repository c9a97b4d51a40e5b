package org.limn.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a metric found.
 *
 * @param byName in the order of {@link Metric#scores()}
 */
public record Scores(Map<String, Score> byName) implements Outcome {
    public Scores {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /** A single score. */
    public static Scores of(String name, double value) {
        return new Scores(Map.of(name, Score.of(value)));
    }
}
