package org.limn.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.limn.attribution.Score;
import org.limn.loader.Labels;
import picocli.CommandLine.Option;

/** What is explained: which class, and which number of it. */
final class TargetOptions {
    @Option(
            names = "--target",
            paramLabel = "CLASS",
            description = "The class to explain, by number or name; unless said, the one that the network predicts.")
    private @Nullable String target;

    @Option(
            names = "--value",
            paramLabel = "SCORE",
            defaultValue = "probability",
            description = "What to explain of it: probability (the default) or logit.")
    private String value;

    Score score() {
        return switch (value) {
            case "probability" -> Score.PROBABILITY;
            case "logit" -> Score.LOGIT;
            default -> throw new UsageException("--value must be probability or logit, got '" + value + "'");
        };
    }

    /** The class that was named, or the predicted one. */
    int target(Labels labels, List<Prediction> top, int classes) {
        if (target == null) {
            return top.get(0).number();
        }
        int number = number(labels, target);
        if (number >= classes) {
            throw new UsageException(
                    "--target: there is no class " + number + "; the network has " + classes + ", numbered from 0");
        }
        return number;
    }

    private static int number(Labels labels, String text) {
        try {
            return labels.number(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--target: " + e.getMessage());
        }
    }
}
