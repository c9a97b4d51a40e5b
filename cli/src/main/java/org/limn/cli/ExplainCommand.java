package org.limn.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.limn.attribution.Channels;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.ProgramModel;
import org.limn.attribution.Score;
import org.limn.attribution.Session;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.cli.ModelOptions.Loaded;
import org.limn.loader.image.Image;
import org.limn.loader.image.ImageException;
import org.limn.loader.image.Images;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code limn explain}: which parts of a photo made the network say that. */
@Command(
        name = "explain",
        description = {
            "Explain what a network says of photos.",
            "Prints the most likely classes and writes for each photo and method a heat map and an overlay (.png), the"
                    + " attribution itself (.npy) and how it was made (.json)."
        })
final class ExplainCommand implements Callable<Integer> {
    static final int TOP = 5;

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

    @Override
    public Integer call() throws IOException {
        List<Explainer> explainers = methods.explainers();
        Channels channels = methods.channels();
        Score score = target.score();
        List<Path> files = photos.files();
        List<Explained> results = new ArrayList<>();
        int code = 0;
        try (Device opened = device.open()) {
            Loaded loaded = model.load();
            loaded.choices().forEach(output::say);
            try (ProgramModel network = new ProgramModel(loaded.network()::program, opened, score, device.budget())) {
                ExplanationFiles store = new ExplanationFiles(new OutputFolder(folder), channels);
                for (Path file : files) {
                    try {
                        results.addAll(explain(loaded, network, file, explainers, store, opened));
                    } catch (ImageException e) {
                        output.error(String.valueOf(e.getMessage()));
                        code = Failures.FAILED;
                    }
                }
            }
        }
        output.printJson(results);
        return code;
    }

    private List<Explained> explain(
            Loaded loaded,
            ProgramModel network,
            Path file,
            List<Explainer> explainers,
            ExplanationFiles store,
            Device opened)
            throws IOException {
        Shape shape = loaded.network().image();
        Image photo = loaded.preprocessing().fit(Images.read(file), shape.dim(1), shape.dim(2));
        Tensor image = photo.tensor();
        Tensor probabilities = network.with(Score.PROBABILITY).scores(image);
        List<Prediction> top = Prediction.top(probabilities.data(), TOP);
        output.print(file.toString());
        for (Prediction p : top) {
            output.print(String.format(
                    Locale.ROOT,
                    "  %6.2f %%  %s",
                    100 * p.score(),
                    loaded.labels().name(p.number())));
        }
        int wanted = target.target(loaded.labels(), probabilities.data());
        Session session = new Session(network);
        List<Explained> results = new ArrayList<>();
        for (Explainer method : explainers) {
            long start = System.nanoTime();
            Explanation explanation = session.explain(method, image, wanted);
            double seconds = (System.nanoTime() - start) / 1e9;
            Explained made = Explained.of(
                            loaded, target.score(), opened, file, photo, top, explanation, methods.channels())
                    .with(store.write(file, photo, explanation));
            store.writeJson(made);
            results.add(made);
            print(made, seconds);
        }
        return results;
    }

    private void print(Explained made, double seconds) {
        output.print(String.format(
                Locale.ROOT, "  %s for %s, %.1f s", made.method(), made.target().name(), seconds));
        if (made.gap() != null && made.relativeGap() != null) {
            output.print(String.format(
                    Locale.ROOT,
                    "    gap %.2g (%.2g %% of the score's difference)",
                    made.gap(),
                    100 * made.relativeGap()));
        }
        made.notes().forEach(note -> output.say("    note: " + note));
        output.print("    " + made.files().heatMap() + ", " + made.files().overlay());
    }
}
