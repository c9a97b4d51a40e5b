package org.limn.cli.option;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.limn.attribution.ModelOutput;
import org.limn.autodiff.SettingException;
import org.limn.loader.Labels;
import org.limn.loader.ScoreValue;
import picocli.CommandLine.Option;

/** What is explained: which class, and which number of it. */
public final class TargetOptions {
    @Option(
            names = "--target",
            paramLabel = "CLASS",
            description = "The class to explain, by number or name; unless said, the one that the network predicts.")
    private @Nullable String target;

    @Option(
            names = "--value",
            paramLabel = "SCORE",
            description =
                    "What to explain of it: probability or logit; unless said, what the sidecar says, or probability.")
    private @Nullable String value;

    /** Checks what was said before anything is loaded. */
    public void check() {
        score(Optional.empty());
    }

    /** What to explain: as the option says, else as the model's sidecar does. */
    public ModelOutput score(Optional<ScoreValue> sidecar) {
        if (value == null) {
            return sidecar.map(v -> ModelOutput.valueOf(v.name())).orElse(ModelOutput.PROBABILITY);
        }
        return switch (value) {
            case "probability" -> ModelOutput.PROBABILITY;
            case "logit" -> ModelOutput.LOGIT;
            default -> throw new UsageException("--value must be probability or logit, got '" + value + "'");
        };
    }

    /** The class that was named, or the predicted one. */
    public int target(Labels labels, List<Prediction> top, int classes) {
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
        } catch (SettingException e) {
            throw new UsageException("--target: " + e.getMessage());
        }
    }
}
