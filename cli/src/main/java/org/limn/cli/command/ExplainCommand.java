package org.limn.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.limn.attribution.Explainer;
import org.limn.cli.command.OpenModel.SeenPhoto;
import org.limn.cli.option.DeviceOptions;
import org.limn.cli.option.Failures;
import org.limn.cli.option.MethodOptions;
import org.limn.cli.option.ModelOptions;
import org.limn.cli.option.Output;
import org.limn.cli.option.OutputFolder;
import org.limn.cli.option.Photos;
import org.limn.cli.option.TargetOptions;
import org.limn.loader.image.ImageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code limn explain}: which parts of a photo made the network say that. */
@Command(
        name = "explain",
        description = {
            "Explain what a network says of photos.",
            "Prints the most likely classes and writes for each photo and method a heat map and an overlay (.png), the"
                    + " attribution itself (.npy) and how it was made (.json). Unless --method says another, by"
                    + " integrated-gradients."
        })
public final class ExplainCommand implements Callable<Integer> {
    private static final List<String> METHODS = List.of("integrated-gradients");

    /** How many regions are printed. */
    private static final int REGIONS = 5;

    @Mixin
    private Output output;

    @Mixin
    private ModelOptions model;

    @Mixin
    private Photos photos;

    @Mixin
    private TargetOptions target;

    @Mixin
    private MethodOptions methods;

    @Mixin
    private DeviceOptions device;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "limn-out",
            description = "Where the files go: ${DEFAULT-VALUE} unless said.")
    private Path folder;

    @Option(names = "--errors", description = "Draw the standard errors of methods that know them, too (.errors.png).")
    private boolean errors;

    @Override
    public Integer call() throws IOException {
        methods.explainers(METHODS); // what is wrong with them shall show before anything is loaded
        ExplanationFiles store = new ExplanationFiles(new OutputFolder(folder), methods.channels(), errors);
        List<Path> files = photos.files();
        List<ExplanationRecord> results = new ArrayList<>();
        int code = 0;
        try (OpenModel opened = OpenModel.open(model, device, target, output)) {
            List<Explainer> explainers =
                    methods.explainers(METHODS, opened.loaded().layer());
            for (Path file : files) {
                try {
                    results.addAll(explain(opened, file, explainers, store));
                } catch (ImageException e) {
                    output.error(String.valueOf(e.getMessage()));
                    code = Failures.FAILED;
                }
            }
        }
        output.printJson(results);
        return code;
    }

    private List<ExplanationRecord> explain(
            OpenModel opened, Path file, List<Explainer> explainers, ExplanationFiles store) throws IOException {
        SeenPhoto photo = opened.look(file);
        output.print(file.toString());
        photo.top().forEach(p -> output.print(p.line(opened.loaded().labels())));
        int wanted = target.target(
                opened.loaded().labels(), photo.top(), opened.loaded().network().classes());
        List<ExplanationRecord> results = new ArrayList<>();
        MethodRunner runner = new MethodRunner(
                opened.network(), opened.loaded().network().info().file(), photo.image(), wanted, output);
        for (Explainer method : explainers) {
            MethodRunner.Result result = runner.run(method);
            ExplanationFiles.Names written = store.write(file, photo.seen(), result.explanation());
            ExplanationRecord made =
                    ExplanationRecord.of(opened, photo, result.explanation(), store.channels(), written);
            store.writeJson(made);
            results.add(made);
            print(made, result.seconds());
        }
        return results;
    }

    private void print(ExplanationRecord made, double seconds) {
        output.print(String.format(
                Locale.ROOT, "  %s for %s, %.1f s", made.method(), made.target().name(), seconds));
        if (made.gap() != null && made.relativeGap() != null) {
            output.print(String.format(
                    Locale.ROOT,
                    "    gap %.2g (%.2g %% of the score's difference)",
                    made.gap(),
                    100 * made.relativeGap()));
        }
        SegmentNumbers segments = made.segments();
        if (segments != null) {
            segments.regions().stream().limit(REGIONS).forEach(r -> output.print(r.line()));
            if (segments.regions().size() > REGIONS) {
                output.print("    and " + (segments.regions().size() - REGIONS) + " more in "
                        + folder.resolve(made.files().record()));
            }
        }
        made.notes().forEach(note -> output.print("    note: " + note));
        if (made.files().heatMap() != null && made.files().overlay() != null) {
            output.print("    " + folder.resolve(made.files().heatMap()) + ", "
                    + folder.resolve(made.files().overlay()));
        } else {
            output.print("    not drawn; the numbers are in "
                    + folder.resolve(made.files().attribution()));
        }
    }
}
