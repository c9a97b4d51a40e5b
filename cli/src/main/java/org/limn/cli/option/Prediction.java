package org.limn.cli.option;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.limn.loader.Labels;

/** A class and its score. */
public record Prediction(int number, float score) {
    /** As a line for people: probability and name. */
    public String line(Labels labels) {
        return String.format(Locale.ROOT, "  %6.2f %%  %s", 100 * score, labels.name(number));
    }

    /** The classes with the greatest scores, greatest first; of equal ones the first. */
    public static List<Prediction> top(float[] scores, int count) {
        return IntStream.range(0, scores.length)
                .mapToObj(i -> new Prediction(i, scores[i]))
                .sorted(Comparator.comparing(Prediction::score).reversed())
                .limit(count)
                .toList();
    }
}
