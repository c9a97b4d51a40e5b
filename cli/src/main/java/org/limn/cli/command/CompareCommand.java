package org.limn.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.limn.attribution.Explainer;
import org.limn.attribution.SegmentValues;
import org.limn.attribution.settings.Settings;
import org.limn.autodiff.tensor.Tensor;
import org.limn.cli.command.OpenModel.SeenPhoto;
import org.limn.cli.option.DeviceOptions;
import org.limn.cli.option.Failures;
import org.limn.cli.option.MethodOptions;
import org.limn.cli.option.ModelOptions;
import org.limn.cli.option.Output;
import org.limn.cli.option.OutputFolder;
import org.limn.cli.option.Photos;
import org.limn.cli.option.TargetOptions;
import org.limn.cli.option.Version;
import org.limn.cli.report.ComparePage;
import org.limn.loader.ModelInfo;
import org.limn.loader.image.ImageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code limn compare}: what several methods say of the same photos, side by side on one page. */
@Command(
        name = "compare",
        description = {
            "Compare methods on photos, side by side on one HTML page that needs no other file.",
            "For each: heat map, overlay, what its best 5, 10 and 30 %% of pixels leave of the photo, regions with their"
                    + " values, completeness gap, time and model calls."
        })
public final class CompareCommand implements Callable<Integer> {
    private static final List<String> METHODS =
            List.of("gradients", "smooth-grad", "integrated-gradients", "guided-ig", "grad-cam", "xrai");

    /** How many regions of a method are listed. */
    private static final int REGIONS = 8;

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
            paramLabel = "FILE",
            defaultValue = "limn-compare.html",
            description = "The page: ${DEFAULT-VALUE} unless said.")
    private Path page;

    @Override
    public Integer call() throws IOException {
        methods.explainers(METHODS); // what is wrong with them shall show before anything is loaded
        List<Path> files = photos.files();
        List<ComparePage.Photo> shown = new ArrayList<>();
        int code = 0;
        try (OpenModel opened = OpenModel.open(model, device, target, output)) {
            List<Explainer> explainers =
                    methods.explainers(METHODS, opened.loaded().layer());
            for (Path file : files) {
                try {
                    shown.add(compare(opened, file, explainers));
                } catch (ImageException e) {
                    output.error(String.valueOf(e.getMessage()));
                    code = Failures.FAILED;
                }
            }
            if (!shown.isEmpty()) {
                OutputFolder.of(page).writeText(page.getFileName().toString(), ComparePage.html(head(opened), shown));
                output.print(page.toString());
            }
        }
        output.printJson(Map.of("page", page.toString(), "photos", shown.size()));
        return code;
    }

    private ComparePage.Head head(OpenModel opened) {
        ModelInfo info = opened.loaded().network().info();
        return new ComparePage.Head(
                Path.of(info.file()).getFileName().toString(),
                info.sha256(),
                opened.loaded().preprocessing().name(),
                opened.score().name().toLowerCase(Locale.ROOT),
                Settings.name(methods.channels()),
                opened.device(),
                "Limn " + Version.limn() + " on " + Version.java());
    }

    /** The regions of greatest value, as {@code explain} prints them; nothing for methods that have values for pixels alone. */
    private static Optional<ComparePage.Regions> regions(SegmentValues found, SeenPhoto photo) {
        List<String> lines = SegmentNumbers.of(found, photo.seen()).regions().stream()
                .map(r -> r.line().strip())
                .toList();
        int listed = Math.min(REGIONS, lines.size());
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ComparePage.Regions(found.segmentation(), lines.subList(0, listed), lines.size() - listed));
    }

    private ComparePage.Photo compare(OpenModel opened, Path file, List<Explainer> explainers) throws IOException {
        SeenPhoto photo = opened.look(file);
        int wanted = target.target(
                opened.loaded().labels(), photo.top(), opened.loaded().network().classes());
        MethodRunner runner = new MethodRunner(
                opened.network(), opened.loaded().network().info().file(), photo.image(), wanted, output);
        List<ComparePage.Row> rows = new ArrayList<>();
        for (Explainer method : explainers) {
            MethodRunner.Result result = runner.run(method);
            Tensor map = result.explanation().heatmap(methods.channels());
            rows.add(new ComparePage.Row(
                    Settings.name(method),
                    Settings.print(method),
                    map,
                    result.explanation()
                            .completeness()
                            .map(c -> String.format(Locale.ROOT, "%.2g (%.2g %%)", c.gap(), 100 * c.relative())),
                    result.seconds(),
                    result.cost().scores(),
                    result.cost().gradients(),
                    result.explanation().isDegenerate(),
                    result.explanation().segments().flatMap(s -> regions(s, photo)),
                    result.explanation().notes()));
            output.print(String.format(Locale.ROOT, "%s  %s, %.1f s", file, Settings.print(method), result.seconds()));
            result.explanation().notes().forEach(note -> output.print("    note: " + note));
        }
        List<String> top = photo.top().stream()
                .map(p -> p.line(opened.loaded().labels()).strip())
                .toList();
        return new ComparePage.Photo(file.getFileName().toString(), photo.seen(), opened.label(wanted), top, rows);
    }
}
