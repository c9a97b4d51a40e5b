package org.limn.loader.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.limn.loader.LoadSettings;
import org.limn.loader.ModelInfo;
import org.limn.loader.Network;
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
            Classifier classifier = Classifier.of(graph, input, settings.output(), choices);
            PreprocessingChoice chosen = PreprocessingChoice.of(settings, graph, input);
            choices.add(chosen.reason());
            return Network.of(
                    info(graph, classifier.parameters(), choices),
                    input.shape(),
                    classifier.classes(),
                    chosen.preprocessing(),
                    classifier);
        } catch (OnnxException e) {
            throw e.at(file.toString());
        }
    }

    private static ModelInfo info(OnnxGraph graph, long parameters, List<String> choices) {
        ModelProto model = graph.file().model();
        Map<String, Long> opsets = new LinkedHashMap<>();
        graph.versions().forEach((domain, version) -> opsets.put(domain.isEmpty() ? "ai.onnx" : domain, version));
        return new ModelInfo(
                graph.file().path().toString(),
                graph.file().sha256(),
                model.getIrVersion(),
                (model.getProducerName() + " " + model.getProducerVersion()).strip(),
                opsets,
                parameters,
                graph.inputs(),
                graph.outputs(),
                choices);
    }
}
