package org.limn.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.limn.attribution.Explainer;
import org.limn.autodiff.device.DeviceProvider;
import org.limn.autodiff.device.Devices;
import org.limn.cli.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code limn list}: what can be named on the command line, with settings and their defaults. */
@Command(
        name = "list",
        description = "List methods, segmenters, presets and devices, with their settings and defaults.")
final class ListCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("methods", texts(Explainer.class));
        all.put(
                "devices",
                Devices.providers().stream().map(DeviceProvider::describe).toList());
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
