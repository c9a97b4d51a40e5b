package org.limn.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.limn.attribution.DifferentiableModel.Layer;
import org.limn.attribution.ProgramModel;
import org.limn.autodiff.SettingException;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.loader.Extent;
import org.limn.loader.Labels;
import org.limn.loader.LoadSettings;
import org.limn.loader.Network;
import org.limn.loader.ScoreValue;
import org.limn.loader.image.Preprocessing;
import org.limn.loader.onnx.OnnxLoader;
import org.limn.loader.sidecar.Sidecar;
import picocli.CommandLine.Option;

/** Which network a command is about, and what is known of it beside its file: by options, else by its sidecar. */
public final class ModelOptions {
    @Option(names = "--model", paramLabel = "FILE", required = true, description = "The network: an ONNX file.")
    private Path model;

    @Option(
            names = "--preprocessing",
            paramLabel = "NAME",
            description =
                    "What the network expects of its input: torchvision, caffe-bgr, tensorflow, unit or zero-one ('limn list' has the numbers).")
    private @Nullable String preprocessing;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Names of the classes: a list as text, JSON or CSV, or the word imagenet.")
    private @Nullable String labels;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "The image's size where the file leaves it open: 224, or height and width, 384x128.")
    private @Nullable String size;

    @Option(names = "--input-name", paramLabel = "NAME", description = "The graph input that takes the image.")
    private @Nullable String inputName;

    @Option(
            names = "--output-name",
            paramLabel = "NAME",
            description = "The graph output, or any tensor inside, that holds the class scores.")
    private @Nullable String outputName;

    /**
     * A network with what is needed to show photos to it.
     *
     * @param value what to explain, if the sidecar says it
     * @param layer where the CAM methods look, if the sidecar says it
     * @param choices what was chosen where nobody said, a sentence each
     */
    public record Loaded(
            Network network, Labels labels, Optional<ScoreValue> value, Optional<String> layer, List<String> choices) {
        public Preprocessing preprocessing() {
            return network.preprocessing();
        }

        /** The layer that the CAM methods look at: what the sidecar says, or the last spatial one, if there is one. */
        public Optional<String> camLayer() {
            return layer.or(this::lastSpatialLayer);
        }

        private Optional<String> lastSpatialLayer() {
            try (Device device = new ReferenceDevice();
                    ProgramModel inside = new ProgramModel(network::program, device)) {
                return inside.layers().stream().findFirst().map(Layer::name);
            }
        }
    }

    public Path file() {
        return model;
    }

    /** What {@code --labels} says, if anything. */
    public Optional<String> labels() {
        return Optional.ofNullable(labels);
    }

    public Loaded load() throws IOException {
        LoadSettings flags = settings();
        LabelChoice names = LabelChoice.of(labels, model);
        Sidecar sidecar = Sidecar.beside(model);
        try {
            Network network = OnnxLoader.load(model, flags.or(sidecar.settings()));
            List<String> choices = new ArrayList<>();
            if (!sidecar.keys().isEmpty()) {
                choices.add(Sidecar.of(model) + " says " + String.join(", ", sidecar.keys()) + overridden(sidecar));
            }
            choices.addAll(network.info().choices());
            Labels found = names.or(sidecar).labels(network, choices);
            return new Loaded(network, found, sidecar.value(), sidecar.layer(), choices);
        } catch (SettingException e) {
            throw new UsageException(model + ": " + e.getMessage());
        }
    }

    private String overridden(Sidecar sidecar) {
        List<String> options = new ArrayList<>();
        if (preprocessing != null
                && (sidecar.settings().preprocessing().isPresent()
                        || sidecar.keys().contains("crop"))) {
            options.add("--preprocessing");
        }
        if (labels != null && sidecar.labels().isPresent()) {
            options.add("--labels");
        }
        if (size != null && sidecar.settings().extent().isPresent()) {
            options.add("--size");
        }
        if (inputName != null && sidecar.settings().input().isPresent()) {
            options.add("--input-name");
        }
        if (outputName != null && sidecar.settings().output().isPresent()) {
            options.add("--output-name");
        }
        return options.isEmpty() ? "" : "; " + String.join(" and ", options) + " goes before it";
    }

    private LoadSettings settings() {
        LoadSettings settings = new LoadSettings();
        settings = size == null ? settings : settings.withExtent(read("--size", size, Extent::parse));
        settings = preprocessing == null
                ? settings
                : settings.withPreprocessing(read("--preprocessing", preprocessing, Preprocessing::named));
        settings = inputName == null ? settings : settings.withInput(inputName);
        return outputName == null ? settings : settings.withOutput(outputName);
    }

    private static <T> T read(String option, String text, Function<String, T> reading) {
        try {
            return reading.apply(text);
        } catch (SettingException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }
}
