package org.limn.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.limn.loader.Labels;
import org.limn.loader.LoadSettings;
import org.limn.loader.Network;
import org.limn.loader.image.Preprocessing;
import org.limn.loader.onnx.OnnxLoader;
import picocli.CommandLine.Option;

/** Which network a command is about, and what is known of it beside its file. */
final class ModelOptions {
    @Option(names = "--model", paramLabel = "FILE", required = true, description = "The network: an ONNX file.")
    Path model;

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
            description = "Height and width of the image, where the file leaves them open.")
    private @Nullable Integer size;

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
     * @param choices what was chosen where nobody said, a sentence each
     */
    record Loaded(Network network, Labels labels, List<String> choices) {
        Preprocessing preprocessing() {
            return network.preprocessing();
        }
    }

    Loaded load() throws IOException {
        LoadSettings settings = settings();
        List<String> choices = new ArrayList<>();
        Labels names = labels(choices);
        try {
            Network network = OnnxLoader.load(model, settings);
            choices.addAll(0, network.info().choices());
            return new Loaded(network, names, choices);
        } catch (IllegalArgumentException e) {
            throw new UsageException(model + ": " + e.getMessage());
        }
    }

    private LoadSettings settings() {
        LoadSettings settings = new LoadSettings();
        if (size != null) {
            if (size < 1 || size > 1 << 14) {
                throw new UsageException("--size must be from 1 to 16384 pixels, got " + size);
            }
            settings = settings.withSize(size);
        }
        settings = preprocessing == null ? settings : settings.withPreprocessing(preset(preprocessing));
        settings = inputName == null ? settings : settings.withInput(inputName);
        return outputName == null ? settings : settings.withOutput(outputName);
    }

    private static Preprocessing preset(String name) {
        try {
            return Preprocessing.named(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--preprocessing: " + e.getMessage());
        }
    }

    private Labels labels(List<String> choices) throws IOException {
        if (labels != null) {
            return labels.equals("imagenet") ? Labels.imageNet() : Labels.read(Path.of(labels));
        }
        for (String name : List.of("labels.json", "labels.txt", "labels.csv")) {
            Path beside = model.resolveSibling(name);
            if (java.nio.file.Files.isRegularFile(beside)) {
                choices.add("class names from " + name + " beside the model");
                return Labels.read(beside);
            }
        }
        return Labels.NONE;
    }
}
