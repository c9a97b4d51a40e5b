package org.limn.loader.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.limn.loader.Labels;
import org.limn.loader.LoadSettings;
import org.limn.loader.ModelInfo;
import org.limn.loader.Network;
import org.limn.loader.image.Preprocessing;
import org.limn.loader.onnx.proto.ModelProto;

/** Reads image classifiers from ONNX files, also gzipped ones ({@code .onnx.gz}). */
public final class OnnxLoader {
    private OnnxLoader() {}

    /**
     * Reads a classifier.
     *
     * @throws OnnxException if the file cannot be read, is damaged, or uses what is not supported
     * @throws IllegalArgumentException if the settings do not fit the network
     */
    public static Network load(Path file, LoadSettings settings) {
        OnnxGraph graph = OnnxGraph.read(file);
        try {
            List<String> choices = new ArrayList<>();
            ImageInput input = ImageInput.of(graph, settings, choices);
            width(graph, input).ifPresent(choices::add);
            Classifier classifier = Classifier.of(graph, input, settings.output(), choices);
            Preprocessing preprocessing =
                    PreprocessingChoice.of(settings, graph, input, classifier.normalization(), choices);
            return Network.of(
                    info(graph, input, classifier, choices),
                    input.shape(),
                    classifier.classes(),
                    preprocessing,
                    classifier);
        } catch (OnnxException e) {
            throw e.at(file.toString());
        }
    }

    /** What is said of numbers that are not computed as the file stores them. */
    private static Optional<String> width(OnnxGraph graph, ImageInput input) {
        Set<DType> types = new TreeSet<>(List.of(input.type()));
        graph.file().model().getGraph().getInitializerList().forEach(t -> DType.of(t.getDataType())
                .ifPresent(types::add));
        String other = types.stream()
                .filter(t -> t.isFloat() && t != DType.FLOAT)
                .map(DType::toString)
                .collect(Collectors.joining(" and "));
        return other.isEmpty() ? Optional.empty() : Optional.of("the file's " + other + " is computed as float32");
    }

    private static ModelInfo info(OnnxGraph graph, ImageInput input, Classifier classifier, List<String> choices) {
        ModelProto model = graph.file().model();
        Map<String, Long> opsets = new LinkedHashMap<>();
        graph.versions().forEach((domain, version) -> opsets.put(domain.isEmpty() ? "ai.onnx" : domain, version));
        return new ModelInfo(
                graph.file().path().toString(),
                graph.file().sha256(),
                model.getIrVersion(),
                (model.getProducerName() + " " + model.getProducerVersion()).strip(),
                opsets,
                classifier.parameters(),
                graph.inputs(),
                graph.outputs(),
                new ModelInfo.Scheme(input.name(), input.layout(), input.open(), classifier.output()),
                labels(graph, classifier.classes(), choices),
                choices);
    }

    /** The class names that the file itself holds, unless they are for another number of classes. */
    private static Labels labels(OnnxGraph graph, int classes, List<String> choices) {
        Optional<Metadata.Names> found = Metadata.of(graph).names();
        if (found.isEmpty()) {
            return Labels.NONE;
        }
        Labels labels = found.get().labels();
        String what = "the file's metadata '" + found.get().key() + "'";
        if (labels.names().lastKey() >= classes) {
            choices.add(what + " names class " + labels.names().lastKey() + " of " + classes + ", so it is not used");
            return Labels.NONE;
        }
        choices.add("class names from " + what);
        return labels;
    }
}
