package org.limn.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.limn.attribution.Baseline;
import org.limn.attribution.Explainer;
import org.limn.attribution.settings.Settings;
import org.limn.autodiff.device.Devices;
import org.limn.cli.option.Output;
import org.limn.cli.option.UsageException;
import org.limn.evaluation.Metric;
import org.limn.loader.image.Preprocessing;
import org.limn.segmentation.Segmenter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code limn list}: what can be named on the command line, with settings and their defaults. */
@Command(
        name = "list",
        description = "List methods, metrics, segmenters, presets and devices, with their settings and defaults.")
public final class ListCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Parameters(
            paramLabel = "KIND",
            arity = "0..1",
            description = "Only these: methods, metrics, segmenters, baselines, preprocessing or devices.")
    private @Nullable String kind;

    @Override
    public Integer call() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("methods", texts(Explainer.class));
        all.put("metrics", texts(Metric.class));
        all.put("segmenters", texts(Segmenter.class));
        all.put("baselines", Settings.names(Baseline.class));
        all.put(
                "preprocessing",
                Preprocessing.PRESETS.stream().map(Preprocessing::describe).toList());
        all.put(
                "devices",
                Devices.providers().stream()
                        .flatMap(provider -> provider.describe().lines())
                        .toList());
        if (kind != null && !all.containsKey(kind)) {
            throw new UsageException("nothing to list is called '" + kind + "'; there are " + all.keySet());
        }
        all.keySet().removeIf(k -> kind != null && !k.equals(kind));
        all.forEach((kind, lines) -> {
            output.print(kind + ":");
            lines.forEach(line -> output.print("  " + line));
        });
        output.printJson(all);
        return 0;
    }

    private static List<String> texts(Class<?> kind) {
        return Settings.all(kind).stream().map(Settings::print).toList();
    }
}
