package org.limn.loader.onnx;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.limn.autodiff.SettingException;
import org.limn.loader.InputLayout;
import org.limn.loader.LoadSettings;
import org.limn.loader.image.Fit;
import org.limn.loader.image.Preprocessing;
import org.limn.loader.image.Preprocessing.Order;

/**
 * Which preprocessing a network gets when nobody says. First what the file says for certain counts: the element type, its
 * metadata, a normalization in the graph; then the habits of the exporter; a guess is called one. {@code docs/models.md} has the
 * rules.
 *
 * @param reason what follows the name in {@link org.limn.loader.ModelInfo#choices}
 */
record PreprocessingChoice(Preprocessing preprocessing, String reason) {
    private static final String GUESS = "a guess, as ";

    /**
     * Chooses, and says how.
     *
     * @param inGraph the normalization that is part of the graph
     * @throws SettingException if the preprocessing that was asked for does not fit
     */
    static Preprocessing of(
            LoadSettings settings,
            OnnxGraph graph,
            ImageInput input,
            Optional<GraphNormalization> inGraph,
            List<String> choices) {
        PreprocessingChoice choice = settings.preprocessing()
                .map(p -> asked(p, input, inGraph))
                .orElseGet(() -> automatic(graph, input, inGraph));
        choices.add("preprocessing " + choice.preprocessing.name() + choice.reason);
        if (settings.fit().isPresent()) {
            choices.add("photos are fitted as asked for: " + settings.fit().get());
        }
        return settings.fit().map(choice.preprocessing::with).orElse(choice.preprocessing);
    }

    private static PreprocessingChoice asked(Preprocessing p, ImageInput input, Optional<GraphNormalization> inGraph) {
        if (input.type() == DType.UINT8 && !takesBytes(p)) {
            throw new SettingException("the input '" + input.name() + "' takes bytes, 0 to 255, so preprocessing '"
                    + p.name() + "' cannot be; 'unit' can");
        }
        boolean twice = inGraph.isPresent() && !sameNumbers(p, inGraph.get().preprocessing());
        return new PreprocessingChoice(
                p, ", as asked for" + (twice ? ", though " + inGraph.get().description() : ""));
    }

    private static boolean takesBytes(Preprocessing p) {
        return sameNumbers(p, Preprocessing.UNIT);
    }

    private static boolean sameNumbers(Preprocessing a, Preprocessing b) {
        return IntStream.range(0, 3).allMatch(c -> a.factor(c) == b.factor(c) && a.offset(c) == b.offset(c));
    }

    private static PreprocessingChoice automatic(
            OnnxGraph graph, ImageInput input, Optional<GraphNormalization> inGraph) {
        if (input.type() == DType.UINT8) {
            return because(Preprocessing.UNIT, "the input takes bytes");
        }
        return metadata(Metadata.of(graph))
                .or(() -> inGraph.map(g -> because(g.preprocessing(), g.description())))
                .orElseGet(() -> input.shape().dim(0) == 1
                        ? because(
                                Preprocessing.ZERO_ONE,
                                "a guess, the file does not say, and most grey networks take it")
                        : habits(graph, input));
    }

    /** ONNX's image properties, and the exporters that sign with their name. */
    private static Optional<PreprocessingChoice> metadata(Metadata metadata) {
        String range = metadata.get("Image.NominalPixelRange");
        Optional<Preprocessing> said =
                switch (range) {
                    case "NominalRange_0_255" -> Optional.of(Preprocessing.UNIT);
                    case "Normalized_0_1" -> Optional.of(Preprocessing.ZERO_ONE);
                    case "Normalized_1_1" -> Optional.of(Preprocessing.TENSORFLOW);
                    default -> Optional.empty();
                };
        boolean bgr = metadata.get("Image.BitmapPixelFormat").startsWith("Bgr");
        if (said.isPresent()) {
            Preprocessing p = bgr ? reversed(said.get()) : said.get();
            return Optional.of(because(p, "the file's metadata says " + range + (bgr ? " and BGR" : "")));
        } else if (metadata.get("author").equals("Ultralytics")) {
            Preprocessing p = Preprocessing.ZERO_ONE.with(new Fit.CenterCrop(1));
            return Optional.of(because(p, "the file's metadata names Ultralytics, whose classifiers take it"));
        }
        return Optional.empty();
    }

    private static Preprocessing reversed(Preprocessing p) {
        return new Preprocessing(p.name() + "-bgr", Order.BGR, p.scale(), p.mean(), p.std(), p.fit());
    }

    private static PreprocessingChoice habits(OnnxGraph graph, ImageInput input) {
        String producer = graph.file().model().getProducerName().toLowerCase(Locale.ROOT);
        if (producer.contains("pytorch")) {
            return because(Preprocessing.TORCHVISION, GUESS + "PyTorch exported the file");
        } else if (producer.contains("paddle")) {
            return because(
                    Preprocessing.TORCHVISION, GUESS + "Paddle exported the file, whose networks share the numbers");
        } else if (producer.contains("caffe") || input.name().matches("(gpu_0/)?data_0")) {
            return because(Preprocessing.CAFFE_BGR, GUESS + "Caffe2 exported the file");
        } else if (producer.contains("tf2onnx") || producer.contains("keras")) {
            return because(Preprocessing.TENSORFLOW, GUESS + "TensorFlow exported the file");
        } else if (producer.isEmpty() && input.name().equals("data")) {
            return because(
                    Preprocessing.TORCHVISION, GUESS + "MXNet, whose networks share the numbers, calls inputs 'data'");
        } else if (input.layout() == InputLayout.NHWC) {
            return because(Preprocessing.TENSORFLOW, "the default for [N,H,W,C], the file does not say");
        }
        return because(Preprocessing.TORCHVISION, "the default, the file does not say");
    }

    private static PreprocessingChoice because(Preprocessing preprocessing, String reason) {
        return new PreprocessingChoice(preprocessing, ": " + reason);
    }
}
