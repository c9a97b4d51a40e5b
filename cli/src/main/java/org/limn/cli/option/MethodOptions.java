package org.limn.cli.option;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.limn.attribution.Channels;
import org.limn.attribution.Explainer;
import org.limn.attribution.settings.Settings;
import org.limn.attribution.settings.SettingsException;
import picocli.CommandLine.Option;

/** By which methods to explain. */
public final class MethodOptions {
    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = {
                "How to explain, with settings, as in integrated-gradients:steps=200,baseline=white; may be given several times.",
                "'limn list' shows all."
            })
    private @Nullable List<String> methods;

    @Option(names = "--seed", paramLabel = "N", description = "The seed of all methods that have one.")
    private @Nullable Long seed;

    @Option(
            names = "--channels",
            paramLabel = "HOW",
            defaultValue = "sum",
            description = "How the heat map joins an attribution's channels: sum (the default), abs-sum or max.")
    private String channels;

    /** The methods that were named, or else these. */
    public List<Explainer> explainers(List<String> otherwise) {
        return explainers(otherwise, Optional.empty());
    }

    /** The same; methods that look at a layer, and were not told at which, take the given one. */
    public List<Explainer> explainers(List<String> otherwise, Optional<String> layer) {
        Map<String, String> unsaid = new HashMap<>();
        layer.ifPresent(name -> unsaid.put("layer", name));
        if (seed != null) {
            unsaid.put("seed", seed.toString());
        }
        return (methods == null ? otherwise : methods)
                .stream()
                        .map(text -> Settings.parse(Explainer.class, text, unsaid))
                        .toList();
    }

    public Channels channels() {
        return parse("--channels", Channels.class, channels);
    }

    private static <T> T parse(String option, Class<T> kind, String text) {
        try {
            return Settings.parse(kind, text);
        } catch (SettingsException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }
}
